//! HEIC and AVIF, the default of many phones: decoded by `heif-convert` if the machine has it, else
//! by an ffmpeg that is new enough, always inside the cage.

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
    process::Command,
};

use image::{ImageFormat, RgbImage};

use crate::{
    examination::{Examination, cannot_preview},
    ffmpeg::{Ffmpeg, Wiring, run},
    parcel::MAX_PICTURE,
    photo,
    picture::{Origin, TOOL},
    wire::Tools,
};

/// The name in the exit folder that leads to the child's standard input.
pub(crate) const EXIT_NAME: &str = "picture.jpg";
/// Where a file with several pictures leaves its first.
pub(crate) const FIRST_EXIT_NAME: &str = "picture-1.jpg";
/// JPEG quality of the step in between; high, because it is encoded once more.
const QUALITY: &str = "95";

/// Examines a HEIC or AVIF photograph. `exit` is a folder made by the parent, see [`make_exit`].
pub(crate) fn examine(input: &Path, mime: &str, tools: &Tools, exit: Option<&Path>) -> Examination {
    let mut bytes = Vec::new();
    let read = File::open(input).and_then(|file| file.take(MAX_PICTURE).read_to_end(&mut bytes));
    if let Err(error) = read {
        return Examination::failed(format!("the file cannot be read ({error})"));
    }
    let mut seen = Examination {
        claims: photo::claims(&bytes, mime),
        ..Examination::default()
    };
    match open(input, tools, exit, &mut seen) {
        Ok((picture, origin)) => photo::look_at(&picture, &origin, &mut seen),
        Err(reason) => seen.problem = Some(cannot_preview(reason)),
    }
    seen
}

/// What a picture looks like.
pub(crate) fn describe(input: &Path, tools: &Tools, exit: Option<&Path>) -> Examination {
    let mut seen = Examination::default();
    match open(input, tools, exit, &mut seen) {
        Ok((picture, _)) => seen.looks_like(&picture),
        Err(reason) => seen.problem = Some(cannot_preview(reason)),
    }
    seen
}

/// The picture upright, and where it came from.
pub(crate) fn open(
    input: &Path,
    tools: &Tools,
    exit: Option<&Path>,
    seen: &mut Examination,
) -> Result<(RgbImage, Origin), String> {
    let (bytes, format, origin) = match (&tools.heif_convert, exit) {
        (Some(program), Some(exit)) => convert(program, input, exit),
        _ => by_ffmpeg(input, tools),
    }?;
    Ok((photo::decode_as_stored(&bytes, format, seen)?, origin))
}

type Decoded = (Vec<u8>, ImageFormat, Origin);

/// `heif-convert` turns the picture upright itself, by the container's own word (`irot`, `imir`), and
/// copies the EXIF block, whose orientation is then no longer true. It wants a file name to write to;
/// the only one it gets leads to a memory file that is its standard input.
fn convert(program: &Path, input: &Path, exit: &Path) -> Result<Decoded, String> {
    let mut command = Command::new(program);
    command
        .args(["--quiet", "-q", QUALITY])
        .arg(input)
        .arg(exit.join(EXIT_NAME));
    let bytes = run(&mut command, Wiring::OutputAtZero)
        .map_err(|_| "the HEIF decoder of this machine cannot read it".to_owned())?;
    let steps = format!("heif-convert -q {QUALITY} INPUT");
    Ok((
        bytes,
        ImageFormat::Jpeg,
        Origin {
            tool: format!("heif-convert; {TOOL}"),
            steps,
        },
    ))
}

fn by_ffmpeg(input: &Path, tools: &Tools) -> Result<Decoded, String> {
    let missing = "this machine has no decoder for HEIC and AVIF (heif-convert)";
    let ffmpeg = Ffmpeg::new(tools, input, "mov").ok_or(missing)?;
    let mut command = ffmpeg.command(&[]);
    command.args([
        "-map",
        "0:v:0",
        "-frames:v",
        "1",
        "-f",
        "image2pipe",
        "-c:v",
        "png",
        "pipe:1",
    ]);
    let bytes = run(&mut command, Wiring::OutputAtOne).map_err(|_| missing)?;
    let steps = ffmpeg.arguments(&command);
    Ok((
        bytes,
        ImageFormat::Png,
        Origin {
            tool: format!("{}; {TOOL}", tools.ffmpeg_version),
            steps,
        },
    ))
}

/// Makes the exit folder for one job; the parent removes it afterwards.
pub(crate) fn make_exit(folder: &Path) -> std::io::Result<()> {
    fs::create_dir(folder)?;
    for name in [EXIT_NAME, FIRST_EXIT_NAME] {
        std::os::unix::fs::symlink("/proc/self/fd/0", folder.join(name))?;
    }
    Ok(())
}
