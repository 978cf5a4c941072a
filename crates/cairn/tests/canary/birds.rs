//! The canaries: texts that stand nowhere else, each with the place it was planted in.

/// Where they are planted.
const PLACES: &[&str] = &[
    // On the way here.
    "user agent",
    "accept-language",
    "x-forwarded-for",
    "x-real-ip",
    "forwarded",
    "referer",
    "from",
    "via",
    "cookie",
    "unknown header",
    "query",
    "address",
    "file name",
    "refused file name",
    "unknown field",
    "hung-up file name",
    // EXIF.
    "exif artist",
    "exif copyright",
    "exif description",
    "exif host",
    "exif software",
    "exif owner",
    "exif body serial",
    "exif lens serial",
    "exif comment",
    "exif maker note",
    "exif image id",
    "exif xp author",
    "exif unknown tag",
    "exif gps method",
    "exif gps area",
    "exif date",
    "exif lens",
    // XMP.
    "xmp creator",
    "xmp rights",
    "xmp document id",
    "xmp tool",
    "xmp own namespace",
    "xmp phone",
    // IPTC and the file itself.
    "iptc byline",
    "iptc contact",
    "iptc caption",
    "iptc city",
    "jpeg comment",
    "jpeg tail",
    // Containers.
    "mp4 artist",
    "mp4 title",
    "mp4 comment",
    "mp4 brand text",
    "png text",
];

/// Fifty planted texts.
pub struct Birds {
    seed: usize,
}

impl Birds {
    /// Other texts for every seed, so that two runs cannot be confused.
    pub fn plant(seed: usize) -> Self {
        assert_eq!(PLACES.len(), 50);
        Self { seed }
    }

    /// The text planted in a place: letters and digits, so that it survives every encoding.
    pub fn of(&self, place: &str) -> String {
        let at = PLACES.iter().position(|known| *known == place);
        let at = at.unwrap_or_else(|| panic!("nothing is planted in {place}"));
        format!("Kanari{}vogel{:02}pfeift", self.seed, at)
    }

    /// Every place with its text, and with what else would give the submitter away.
    pub fn all(&self) -> Vec<(String, Vec<u8>)> {
        let planted = PLACES
            .iter()
            .map(|place| ((*place).to_owned(), self.of(place).into_bytes()));
        let more = [
            // The address they call from, and where the camera stood, to the metre.
            (
                "address of the connection",
                super::server::CALLER.to_owned(),
            ),
            ("latitude", "34.55311".to_owned()),
            ("longitude", "69.20754".to_owned()),
        ];
        let more = more.map(|(place, text)| (place.to_owned(), text.into_bytes()));
        planted.chain(more).collect()
    }
}
