"""The command `classify label`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from classifier.cli.face_options import coder_option, face_options
from classifier.cli.options import (
    model_option,
    own_annotations_option,
    quiet_option,
    read_options,
    reading_options,
    seed_option,
)
from classifier.shipped import shipped

if TYPE_CHECKING:
    from classifier.labelling.assignment import Order
    from classifier.threads.formats import OnePer

# The same as in labelling/assignment.py, which a test holds them to: importing that would slow every help text.
ORDERS = ("thread", "random", "uncertain", "rare")


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@own_annotations_option
@coder_option("Whose labels these are; by default your login name.")
@face_options
@click.option(
    "--order",
    type=click.Choice(ORDERS),
    help="Which post comes next: the next in its thread (the default); one drawn at random, whose labels are a sample "
    "for classify prevalence; the one of which the model is least sure; or the one that most likely holds the label "
    "given least often. The last two are no sample.",
)
@click.option("--second", is_flag=True, help="Posts that another coder has labelled, without showing how.")
@click.option("--again", is_flag=True, help="A tenth of the posts that you have labelled, without showing how.")
@click.option(
    "--suggest",
    is_flag=True,
    help="Show what the model says of each post, which sways coders: the log says that it was shown.",
)
@model_option
@seed_option
@click.option("--keep-names", is_flag=True, help="Store authors' names as they are, and not pseudonyms of them.")
@click.option(
    "--key",
    "key_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The key that pseudonyms are made under, where a team shares one; by default your own.",
)
@reading_options
@quiet_option
@click.pass_context
def label(
    ctx: click.Context,
    files: tuple[str, ...],
    annotations: str | None,
    coder: str,
    terminal: bool,
    browser: bool,
    order: "Order | None",
    second: bool,
    again: bool,
    suggest: bool,
    model_folder: str | None,
    seed: int,
    keep_names: bool,
    key_file: Path | None,
    from_format: str | None,
    one_per: "OnePer",
    posts: int | None,
    max_window: int,
    quiet: bool,
) -> None:
    """Label posts by hand, in their threads, by the codebook.

    The posts of the FILEs are stored in the annotations folder first; without a FILE all posts stored there are
    labelled. Each label is on the disk before the next post shows, and a later run goes on where this one stopped.
    Authors are stored as pseudonyms unless --keep-names is given.

    The page opens in your browser, served by this process to this machine alone. With --terminal it all happens here.

    \b
    Examples:
      classify label thread.txt
      classify label --order random --coder ada
      classify label --second --coder bo --terminal
    """
    from classifier.cli.annotations import own_annotations
    from classifier.cli.faces import run_face
    from classifier.cli.inputs import ERROR, Inputs
    from classifier.cli.label_run import Names, labelling_desk, say_end, store_files
    from classifier.labelling.assignment import Wish
    from classifier.labels.coder_log import log_path
    from classifier.labels.log import ADJUDICATED
    from classifier.stance.model import StanceModel

    options = read_options(from_format, one_per, posts, max_window)
    if second + again + (order is not None) > 1:
        raise click.UsageError("--order, --second and --again each say which posts to serve; give one of them")
    if keep_names and key_file is not None:
        raise click.UsageError("--keep-names makes no pseudonyms, so it needs no --key; give one of them")
    if coder.casefold() == ADJUDICATED:
        raise click.UsageError(f"--coder {ADJUDICATED}: that log is for decisions between coders: classify adjudicate")
    folder = own_annotations(annotations)
    log_path(folder, coder)
    inputs = Inputs(files, options, quiet)
    given = store_files(folder, inputs, Names(keep_names, key_file)) if files else None
    code = inputs.exit_code()
    if code == ERROR:
        ctx.exit(code)
    by_model = order in ("uncertain", "rare")
    model = StanceModel.load(model_folder or shipped("models/default")) if by_model or suggest else None
    wish = Wish(order or "thread", second, again, seed, model if by_model else None)
    with labelling_desk(folder, coder, wish, given, model if suggest else None) as desk:
        run_face(desk, terminal, browser)
        say_end(desk.session)
    ctx.exit(code)
