//! Clips that say as much about their maker as containers can.

use tempfile::TempDir;

use super::{
    ffmpeg, street,
    tagged::{Tagged, said, tagged_jpeg},
    write,
};

/// Containers and codecs of clips.
const CLIPS: [(&str, &[&str]); 6] = [
    ("mp4", &["-c:v", "libx264", "-c:a", "aac"]),
    (
        "mov",
        &[
            "-c:v",
            "libx264",
            "-c:a",
            "aac",
            "-movflags",
            "use_metadata_tags",
        ],
    ),
    ("mkv", &["-c:v", "libx264", "-c:a", "aac"]),
    ("webm", &["-c:v", "libvpx", "-c:a", "libvorbis"]),
    ("avi", &["-c:v", "mpeg4", "-c:a", "mp3"]),
    ("3gp", &["-c:v", "mpeg4", "-c:a", "aac"]),
];

/// What a clip is tagged with besides its title, one bit each.
const EXTRAS: [&str; 4] = ["chapters", "subtitles", "keys", "cover art"];

/// Sixty clips at most, the first `most` of them.
pub fn clips(folder: &TempDir, most: usize) -> Vec<Tagged> {
    let beside = Beside::made(folder);
    // The first two rows have something of everything.
    let extras = [9_u32, 6, 0, 1, 2, 3, 4, 5, 7, 8];
    let combinations = extras
        .into_iter()
        .flat_map(|extra| CLIPS.iter().map(move |clip| (extra, clip)));
    let made = combinations.take(most).map(|(extra, (container, codecs))| {
        let mut arguments = beside.inputs(extra, container, codecs);
        arguments.extend(tags(extra));
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let named = EXTRAS.iter().enumerate();
        let extras: Vec<_> = named
            .filter(|(part, _)| has(extra, *part))
            .map(|(_, name)| *name)
            .collect();
        Tagged {
            path: ffmpeg(folder, &format!("c{extra}.{container}"), &arguments),
            what: format!("{container} with title, {}", extras.join(", ")),
        }
    });
    made.collect()
}

fn has(extra: u32, part: usize) -> bool {
    (extra >> part) & 1 == 1
}

/// Files that are put into clips.
struct Beside {
    chapters: String,
    spoken: String,
    art: String,
}

impl Beside {
    fn made(folder: &TempDir) -> Self {
        let chapters = format!(
            ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=200\ntitle={}\n",
            said("chapter")
        );
        let spoken = format!("1\n00:00:00,000 --> 00:00:00,300\n{}\n", said("subtitle"));
        let path = |name: &str, bytes: &[u8]| {
            let path = write(folder, name, bytes);
            path.to_str().expect("text").to_owned()
        };
        Self {
            chapters: path("chapters.txt", chapters.as_bytes()),
            spoken: path("spoken.srt", spoken.as_bytes()),
            art: path("art.jpg", &tagged_jpeg(&street(64, 48), 127)),
        }
    }

    /// What goes into a clip, and how it is encoded.
    fn inputs(&self, extra: u32, container: &str, codecs: &[&str]) -> Vec<String> {
        let can = |kinds: &[&str]| kinds.contains(&container);
        let with_subtitles = has(extra, 1) && can(&["mp4", "mov", "mkv"]);
        let with_art = has(extra, 3) && can(&["mp4", "mkv"]);
        let length_s = 0.4 + 0.1 * f64::from(extra);
        let source = format!("-f lavfi -i testsrc2=s=128x96:r=10:d={length_s}");
        let mut all = words(&format!("{source} -f lavfi -i sine=d=0.4"));
        if with_subtitles {
            all.extend(["-i".to_owned(), self.spoken.clone()]);
        }
        if with_art {
            all.extend(["-i".to_owned(), self.art.clone()]);
        }
        if has(extra, 0) && can(&["mp4", "mov", "mkv", "webm"]) {
            let index = if with_subtitles || with_art { 3 } else { 2 };
            all.extend(words("-f ffmetadata -i"));
            all.push(self.chapters.clone());
            all.extend(words(&format!("-map_chapters {index}")));
        }
        all.extend(words("-map 0:v -map 1:a -pix_fmt yuv420p"));
        if with_subtitles {
            let codec = if container == "mkv" {
                "srt"
            } else {
                "mov_text"
            };
            all.extend(words(&format!("-map 2:s -c:s {codec}")));
        }
        all.extend(codecs.iter().map(|word| (*word).to_owned()));
        if with_art {
            all.extend(words("-map 2:v -c:v:1 copy -disposition:v:1 attached_pic"));
        }
        if container == "3gp" {
            all.extend(words("-ac 1 -ar 8000 -b:a 12k"));
        }
        all
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

/// What a clip says of itself.
fn tags(extra: u32) -> Vec<String> {
    let mut tags = vec![
        format!("title={}", said("title")),
        format!("artist={}", said("artist")),
        format!("comment={}", said("comment")),
        "location=+34.5553+069.2075/".to_owned(),
        "creation_time=2022-09-30T03:01:00Z".to_owned(),
    ];
    if has(extra, 2) {
        tags.push(format!("com.apple.quicktime.make={}", said("make")));
        tags.push(format!("com.apple.quicktime.model={}", said("model")));
        tags.push(format!("com.android.manufacturer={}", said("android")));
    }
    let handler = format!("handler_name={}", said("handler"));
    let of_track = ["-metadata:s:v:0".to_owned(), handler];
    let of_file = tags
        .into_iter()
        .flat_map(|tag| ["-metadata".to_owned(), tag]);
    of_track.into_iter().chain(of_file).collect()
}
