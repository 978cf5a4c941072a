//! Claims: what a file says about itself, with what is odd about it. Never a fact.

use cairn_domain::{MetadataClaim, Point};

/// A claim as read, with its oddity found by the kind of tag.
pub(crate) fn claim(tag: &str, value: String, place: &str, tool: &str) -> MetadataClaim {
    let oddity = if tag.contains("Date") {
        odd_date(&value)
    } else {
        None
    };
    MetadataClaim {
        tag: tag.to_owned(),
        value,
        place: place.to_owned(),
        tool: tool.to_owned(),
        oddity: oddity.map(str::to_owned),
    }
}

/// The zero of a clock that was never set, or of a format: 1904 is QuickTime's, 1970 Unix's.
fn odd_date(value: &str) -> Option<&'static str> {
    let starts = |prefix| value.starts_with(prefix);
    if starts("0000") {
        Some("the date is all zeros: the clock was not set")
    } else if starts("1904-01-01") {
        Some("the zero of the container's calendar (1904): no date was written")
    } else if starts("1970-01-01") || starts("1969-12-31") {
        Some("the zero of the Unix clock (1970): no date was written")
    } else {
        None
    }
}

/// A place claim in decimal degrees; kept as it stands when it is not on Earth.
pub(crate) fn place(lat: f64, lon: f64, place: &str, tool: &str) -> MetadataClaim {
    let oddity = match Point::try_new(lat, lon) {
        Err(_) => Some("not a place on Earth"),
        Ok(_) if lat == 0.0 && lon == 0.0 => {
            Some("latitude and longitude are both zero: no fix was written")
        }
        Ok(_) => None,
    };
    MetadataClaim {
        tag: "GPSPosition".to_owned(),
        value: format!("{lat:.6}, {lon:.6}"),
        place: place.to_owned(),
        tool: tool.to_owned(),
        oddity: oddity.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_that_were_never_set_are_odd() {
        let oddity = |value: &str| claim("CreateDate", value.to_owned(), "container", "t").oddity;
        assert!(oddity("1904-01-01T00:00:00Z").is_some_and(|words| words.contains("1904")));
        assert!(oddity("1970-01-01T00:00:00Z").is_some());
        assert!(oddity("0000:00:00 00:00:00").is_some());
        assert_eq!(oddity("2022-09-30T07:31:00+04:30"), None);
    }

    #[test]
    fn null_island_and_beyond_are_odd() {
        assert!(place(0.0, 0.0, "exif", "t").oddity.is_some());
        assert!(place(999.0, 0.0, "exif", "t").oddity.is_some());
        assert_eq!(place(34.5553, 69.2075, "exif", "t").oddity, None);
    }
}
