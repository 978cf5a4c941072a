//! Finding the programs that decode what Rust does not: ffmpeg, ffprobe, heif-convert.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::wire::Tools;

impl Tools {
    /// By `CAIRN_FFMPEG`, `CAIRN_FFPROBE` and `CAIRN_HEIF_CONVERT`, else by `PATH`. ffprobe is first
    /// looked for beside ffmpeg, so that the two belong together.
    pub(crate) fn find() -> Self {
        let ffmpeg = find("CAIRN_FFMPEG", "ffmpeg");
        let beside = ffmpeg.as_deref().map(|path| path.with_file_name("ffprobe"));
        let ffprobe = match env::var_os("CAIRN_FFPROBE") {
            Some(_) => find("CAIRN_FFPROBE", "ffprobe"),
            None => beside
                .filter(|path| path.is_file())
                .or_else(|| find("", "ffprobe")),
        };
        let heif_convert = find("CAIRN_HEIF_CONVERT", "heif-convert");
        Self {
            ffmpeg,
            ffprobe,
            heif_convert,
            ffmpeg_version: String::new(),
        }
    }

    /// Every program that was found.
    pub(crate) fn programs(&self) -> Vec<PathBuf> {
        [&self.ffmpeg, &self.ffprobe, &self.heif_convert]
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    }

    /// Such as `ffmpeg 5.1.9-0+deb12u1`; asks the program, which is trusted and sees no file.
    pub(crate) fn ask_version(&self) -> String {
        let Some(program) = &self.ffmpeg else {
            return "no ffmpeg".to_owned();
        };
        let out = Command::new(program).arg("-version").env_clear().output();
        let text = out.map(|out| String::from_utf8_lossy(&out.stdout).into_owned());
        let text = text.unwrap_or_default();
        let version = text
            .strip_prefix("ffmpeg version ")
            .and_then(|rest| rest.split(' ').next());
        format!("ffmpeg {}", version.unwrap_or("of unknown version"))
    }
}

fn find(variable: &str, name: &str) -> Option<PathBuf> {
    if let Some(named) = env::var_os(variable).filter(|_| !variable.is_empty()) {
        return usable(Path::new(&named));
    }
    env::split_paths(&env::var_os("PATH")?).find_map(|folder| usable(&folder.join(name)))
}

fn usable(path: &Path) -> Option<PathBuf> {
    std::path::absolute(path).ok().filter(|path| path.is_file())
}
