//! Which class of program a name stands for. The name itself stays sealed: it may say who uses it.

use crate::vocabulary;

vocabulary! {
    /// What kind of program wrote a file, by the name it left.
    pub enum SoftwareClass {
        /// The firmware of a camera, or the system of a phone.
        Camera = "camera",
        /// An editor of pictures or films.
        Editor = "editor",
        /// An app for sending or sharing.
        Messenger = "messenger",
        /// A converter or encoder.
        Encoder = "encoder",
        /// A model that makes pictures.
        Generator = "generator",
        /// None that is known here.
        Unknown = "unknown",
    }
}

/// Parts of names in lower case, the telling ones first.
const NAMES: &[(SoftwareClass, &[&str])] = &[
    (
        SoftwareClass::Generator,
        &[
            "firefly",
            "dall-e",
            "dall·e",
            "midjourney",
            "stable diffusion",
            "openai",
            "imagen",
            "gpt-4o",
            "sora",
        ],
    ),
    (
        SoftwareClass::Editor,
        &[
            "photoshop",
            "lightroom",
            "gimp",
            "snapseed",
            "picsart",
            "affinity",
            "capture one",
            "darktable",
            "paint.net",
            "pixelmator",
            "canva",
            "capcut",
            "inshot",
            "kinemaster",
            "premiere",
            "after effects",
            "davinci",
            "final cut",
            "imovie",
            "vegas",
            "acdsee",
            "photoscape",
            "vsco",
            "facetune",
            "meitu",
            "picasa",
            "google photos",
        ],
    ),
    (
        SoftwareClass::Messenger,
        &[
            "whatsapp",
            "telegram",
            "signal",
            "wechat",
            "instagram",
            "facebook",
            "tiktok",
            "snapchat",
            "viber",
            "imo",
        ],
    ),
    (
        SoftwareClass::Encoder,
        &[
            "lavf",
            "lavc",
            "x264",
            "x265",
            "handbrake",
            "mencoder",
            "gstreamer",
            "imagemagick",
            "libvips",
            "virtualdub",
            "gpac",
            "isomedia",
            "obs ",
        ],
    ),
    (
        SoftwareClass::Camera,
        &[
            "android", "hdr+", "iphone", "ios", "samsung", "firmware", "ver.", "gopro", "dji",
            "mediatek", "camera", "huawei", "xiaomi", "miui", "oneplus", "pixel",
        ],
    ),
];

impl SoftwareClass {
    /// The class of a program by its name.
    pub fn of(name: &str) -> Self {
        let name = name.to_lowercase();
        let known = NAMES
            .iter()
            .find(|(_, parts)| parts.iter().any(|part| name.contains(part)));
        match known {
            Some((class, _)) => *class,
            // Firmware is often a bare number, such as `16.1.2` or `G991BXXU3`.
            None if is_version(&name) => Self::Camera,
            None => Self::Unknown,
        }
    }

    /// Whether the file was through more than the camera.
    pub fn is_later_hand(self) -> bool {
        !matches!(self, Self::Camera | Self::Unknown)
    }
}

fn is_version(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::SoftwareClass as S;

    #[test]
    fn names_have_classes() {
        assert_eq!(S::of("Adobe Photoshop 25.1 (Windows)"), S::Editor);
        assert_eq!(S::of("Lavf60.16.100"), S::Encoder);
        assert_eq!(S::of("16.1.2"), S::Camera);
        assert_eq!(S::of("Karim's own tool"), S::Unknown);
        assert!(S::of("WhatsApp").is_later_hand() && !S::of("HDR+ 1.0").is_later_hand());
    }
}
