"""The markup of known software, as data: where a page's posts stand and what is around them.

A rule names a software, never a site. Selectors are CSS; the first that finds something counts. What a rule does not
say is found by the general means of `particulars.py`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """How one software marks its posts."""

    name: str
    post: str
    """The element of a whole post: words, author, date."""
    body: str
    """The element of its words, inside the post."""
    sign: str = ""
    """What the page must also hold, where the posts' own names are not telling."""
    author: str = ""
    time: str = ""
    article: str = ""
    """The words of the article or submission above the comments."""
    deleted: str = ""
    """Posts of which the platform shows no more than that they were there."""
    time_below: bool = False
    """Whether the time stands below the post's own element."""
    parent: str = "nesting"
    """How replies show: nesting of posts, depth, or flat."""


PLATFORMS = (
    # XenForo 2: <html id="XF">; comments of its articles have the same shape.
    Platform(
        name="xenforo2",
        post="article.message",
        body=".message-body .bbWrapper, .message-body",
        author=".message-name .username, .message-name",
        time="time.u-dt",
        parent="flat",
    ),
    # XenForo 1 wraps the post itself in a blockquote; so does vBulletin 4.
    Platform(
        name="xenforo1",
        post="li.message[id^=post-]",
        body="blockquote.messageText, .messageText",
        author=".userText .username, a.username",
        time="abbr.DateTime, .DateTime",
        parent="flat",
    ),
    Platform(
        name="vbulletin4",
        post="li.postbit, li.postbitlegacy, li.postcontainer, li.postbitim",
        body="blockquote.postcontent, [id^=post_message_]",
        author=".username",
        time=".postdate .date, .postdate",
        parent="flat",
    ),
    Platform(
        name="vbulletin5",
        post="li.b-post, .b-post",
        body=".js-post__content-text, .b-post__content .restore",
        author=".author a, .author",
        time="time[datetime], .b-post__timestamp time",
        parent="flat",
    ),
    # vBulletin 3: tables; only the words have an id.
    Platform(
        name="vbulletin3",
        post="table[id^=post], div[id^=edit]",
        body="[id^=post_message_]",
        author="a.bigusername, .bigusername",
        time="td.thead",
        parent="flat",
    ),
    Platform(
        name="phpbb3",
        post="div.post[id^=p], div.post",
        body=".postbody .content, .postbody [id^=post_content] .content",
        author=".author .username, .author .username-coloured, .author strong a, .author strong, .postprofile dt a",
        time=".author time, .author",
        parent="flat",
    ),
    # phpBB 3 in styles that have no element a post, only one a post's body.
    Platform(
        name="phpbb3-body",
        post=".postbody",
        body=".content, [id^=post_content]",
        author=".author .username, .author a",
        time=".author time, .author",
        parent="flat",
    ),
    # phpBB 3 in tables: subsilver2 and its like; Forumotion.
    Platform(
        name="phpbb3-tables",
        post="table.tablebg, tr.post",
        body="div.postbody, .postbody",
        author=".postauthor, .name a, .name",
        parent="flat",
    ),
    # Discuz!: tables; only the words have an id.
    Platform(
        name="discuz",
        post="div[id^=post_]",
        body="td[id^=postmessage_], .t_f, .t_msgfont",
        author=".authi .xw1, .authi a, .postauthor a",
        time="[id^=authorposton], .authorinfo em",
        parent="flat",
    ),
    # bbPress: the date stands before the post's element.
    Platform(
        name="bbpress",
        post=".type-topic, .type-reply",
        body=".bbp-reply-content, .bbp-topic-content",
        author=".bbp-author-name, .bbp-author-link",
        parent="flat",
    ),
    # Stack Exchange: comments answer the question or answer below which they stand.
    Platform(
        name="stackexchange",
        post="div.question, div.answer, li.comment",
        sign=".js-post-body, .post-text",
        body=".js-post-body, .post-text, .comment-copy",
        author=".post-signature .user-details a, a.comment-user",
        time=".user-action-time .relativetime, .comment-date .relativetime-clean",
    ),
    # Discourse without its scripts: posts for crawlers in noscript.
    Platform(
        name="discourse-noscript",
        post=".crawler-post, .topic-body.crawler-post, [itemprop=comment].topic-body",
        body=".post[itemprop], div.post",
        author=".creator [itemprop=name], .creator a, .crawler-post-meta [itemprop=author]",
        time="time[datetime], [itemprop=datePublished]",
        parent="flat",
    ),
    Platform(
        name="discourse",
        post="article[data-post-id], .topic-post article",
        body=".cooked",
        author=".names .username a, .names a",
        time=".post-date .relative-date, .relative-date",
        parent="flat",
    ),
    # Invision 4 and 5.
    Platform(
        name="invision4",
        post="article.cPost, article.ipsComment, article.ipsEntry",
        body="[data-role=commentContent], .ipsComment_content .ipsType_richText",
        author=".cAuthorPane_author a, .cAuthorPane_author, .ipsEntry__username a, .ipsComment_author h3 a",
        time="time[datetime]",
        parent="flat",
    ),
    # IP.Board 3.
    Platform(
        name="invision3",
        post="div.post_block",
        body=".post.entry-content, .entry-content",
        author=".author [itemprop=name], .author a, .author",
        time="abbr.published, .published",
        parent="flat",
    ),
    Platform(
        name="smf2",
        post=".post_wrapper",
        body=".post .inner, [id^=msg_].inner",
        author=".poster h4 a, .poster h4",
        time=".keyinfo .smalltext, .postinfo .smalltext",
        parent="flat",
    ),
    Platform(
        name="mybb",
        post="div.post[id^=post_], table[id^=post_]",
        body=".post_body",
        author=".author_information .largetext a, .author_information .largetext, .post_author .largetext",
        time=".post_date",
        parent="flat",
    ),
    # FluxBB and PunBB 1.2.
    Platform(
        name="fluxbb",
        post=".blockpost",
        body=".postmsg",
        author=".postleft dt a, .postleft dt strong, .postleft dt",
        time="h2 a, h2",
        parent="flat",
    ),
    Platform(
        name="vanilla",
        post=".ItemDiscussion, .ItemComment, li.Comment, .Discussion",
        body=".Message",
        author=".Author .Username, a.Username",
        time="time[datetime]",
        parent="flat",
    ),
    # Hacker News: a table; depth is an indent.
    Platform(
        name="hackernews",
        post="tr.athing.comtr, tr.comtr",
        body=".commtext",
        author=".hnuser",
        time=".age",
        article=".fatitem .toptext",
        parent="depth",
    ),
    Platform(
        name="hackernews-2012",
        post="td.default",
        body="span.comment",
        author=".comhead a[href*=user]",
        time=".comhead",
        parent="depth",
    ),
    Platform(
        name="reddit-old",
        post="div.thing.comment",
        body="form.usertext .md, .usertext-body .md",
        author=".tagline .author, .tagline em",
        time=".tagline time",
        article=".thing.link .usertext-body .md, .sitetable.linklisting .usertext-body .md",
        deleted="div.thing.comment.deleted",
    ),
    Platform(
        name="reddit",
        post="shreddit-comment",
        body="[slot=comment]",
        time="time[datetime], faceplate-timeago",
        article="shreddit-post [slot=text-body]",
    ),
    Platform(
        name="mastodon",
        post=".detailed-status, .status, .activity-stream .entry",
        body=".status__content, .e-content",
        author=".display-name__account, .display-name",
        time="time[datetime]",
        parent="flat",
    ),
    Platform(
        name="lemmy",
        post="li.comment",
        sign=".person-listing",
        body=".comment-content, .md-div",
        author=".person-listing",
        time=".moment-time, time[datetime]",
        article="#postContent, .post-listing .md-div",
    ),
    Platform(
        name="substack",
        post="div.comment",
        body=".comment-body",
        sign=".commenter-name, .comment-list .comment-meta",
        author=".commenter-name a, .commenter-name, .comment-meta a",
        time=".comment-timestamp, time[datetime], .comment-meta a[title]",
        article=".available-content .body",
    ),
    Platform(
        name="disqus",
        post="li.post[id^=post-]",
        body=".post-message",
        author=".author",
        time=".time-ago",
    ),
    Platform(
        name="github",
        post=".timeline-comment, .react-issue-comment, [data-testid=issue-viewer-issue-container]",
        body=".comment-body, .markdown-body",
        author=".author, [data-testid=avatar-link]",
        time="relative-time[datetime]",
        parent="flat",
    ),
    # Blogger, threaded comments.
    Platform(
        name="blogger",
        post="#comments li.comment",
        sign="#comments .comment-block",
        body=".comment-content",
        author=".comment-header .user, .user",
        time=".datetime",
        article=".post-body",
    ),
    # Blogger, the older list of dt and dd: the name stands in the dt before.
    Platform(
        name="blogger-list",
        post="#comments-block dd.comment-body",
        body="p",
        article=".post-body",
        time_below=True,
        parent="flat",
    ),
    # WordPress and its themes.
    Platform(
        name="wordpress",
        post="li.comment, li.pingback, li.trackback, article.comment, div.comment[id^=comment-]",
        body=".comment-content, .comment-text, .comment_content, .commentbody, .comment-body, .comment-wrap",
        author=".fn, .comment-author, cite",
        time="time[datetime], .comment-meta a[href*=comment], .commentmetadata a, .comment-date",
        article="article .entry-content, .hentry .entry-content, .post .entry-content, article .post-content, "
        ".entry-content, .single-post-content",
    ),
)
