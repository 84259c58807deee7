"""The command `classify adjudicate`."""

import click

from classifier.cli.face_options import coder_option, face_options
from classifier.cli.options import own_annotations_option


@click.command()
@own_annotations_option
@coder_option("Who decides; by default your login name.")
@face_options
def adjudicate(annotations: str | None, coder: str, terminal: bool, browser: bool) -> None:
    """Decide the posts on which coders differ, with what each of them said beside the rules.

    Served are exactly the posts that two coders labelled differently. What is decided goes to the log
    labels/adjudicated.jsonl, which says who decided; it is the final label of its posts.

    \b
    Examples:
      classify adjudicate
      classify adjudicate --coder eve --terminal
    """
    from classifier.cli.annotations import own_annotations
    from classifier.cli.faces import run_face
    from classifier.cli.label_run import say_end
    from classifier.cli.standard_error import say_note
    from classifier.labelling.assignment import deciding_task
    from classifier.labelling.context import Threads
    from classifier.labelling.desk import Desk
    from classifier.labelling.session import Session
    from classifier.labels.annotations import read_annotations
    from classifier.labels.codebook_history import keep_codebook
    from classifier.labels.coder_log import CoderLog, log_path
    from classifier.labels.log import ADJUDICATED

    folder = own_annotations(annotations)
    log_path(folder, coder)
    found = read_annotations(folder)
    task = deciding_task(found, coder)
    keep_codebook(folder)
    with CoderLog.open(log_path(folder, ADJUDICATED), found.codebook, say_note) as log:
        session = Session(log, task, Threads(found.posts.values()))
        run_face(Desk(session, found.codebook, coder, task.served), terminal, browser)
        say_end(session)
