//! Asking where the sun stood: a moment of the project's zone at the established place.

use cairn_domain::{Geolocation, Point};
use chrono::NaiveDateTime;
use chrono_tz::Tz;

use crate::{
    i18n::Translator,
    present::sun::{SunRow, sun_over},
};

/// The panel beside the chronolocation form.
#[derive(Debug, Clone, Default)]
pub(super) struct SunPanel {
    /// Whether there is a place to compute it for.
    pub(super) has_place: bool,
    /// The moment asked for, as typed.
    pub(super) asked: String,
    pub(super) zone: String,
    pub(super) row: Option<SunRow>,
    /// For the map: where the sun stood and how high; empty if it was not asked.
    pub(super) azimuth: String,
    pub(super) elevation: String,
    /// Why it cannot be computed; empty if it can.
    pub(super) problem: String,
}

impl SunPanel {
    /// Computes the panel for a moment as a `datetime-local` field sends it.
    pub(super) fn new(
        t: &Translator,
        place: Option<&Geolocation>,
        asked: &str,
        zone: &str,
    ) -> Self {
        let mut panel = Self {
            has_place: place.is_some(),
            asked: asked.to_owned(),
            zone: zone.to_owned(),
            ..Self::default()
        };
        if let (Some(place), false) = (place, asked.trim().is_empty()) {
            panel.compute(t, place.camera);
        }
        panel
    }

    fn compute(&mut self, t: &Translator, place: Point) {
        let formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"];
        let asked = self.asked.trim();
        let local = formats
            .iter()
            .find_map(|f| NaiveDateTime::parse_from_str(asked, f).ok());
        let zone: Tz = self.zone.parse().unwrap_or(Tz::UTC);
        let Some(local) = local else {
            self.problem = t.get1("error-time-unreadable", "detail", asked);
            return;
        };
        match cairn_place::instant(local, zone) {
            Ok(at) => match sun_over(t, place, at, &self.zone) {
                Some((sun, row)) => {
                    self.azimuth = format!("{:.2}", sun.azimuth_deg);
                    self.elevation = format!("{:.2}", sun.apparent_elevation_deg);
                    self.row = Some(row);
                }
                None => self.problem = t.get("sun-not-computable"),
            },
            Err(bad) => self.problem = t.get1("error-time-unreal", "detail", bad),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locales;

    fn place() -> Geolocation {
        Geolocation {
            camera: Point::try_new(34.5281, 69.1723).expect("on the globe"),
            subject: None,
            precision_m: 50.0,
            bearing_deg: None,
            verbatim: String::new(),
            province: None,
            place_name: None,
            features: Vec::new(),
            view_deg: None,
            methods: Vec::new(),
            sources: Vec::new(),
            drawn_on: None,
            references: Vec::new(),
        }
    }

    #[test]
    fn asks_for_a_moment_of_the_projects_zone() {
        let t = Locales::load().get(None);
        let panel = SunPanel::new(&t, Some(&place()), "2022-09-30T07:30", "Asia/Kabul");
        assert_eq!(panel.row.expect("computed").at.utc, "2022-09-30T03:00Z");
        assert!(
            panel.azimuth.starts_with("10"),
            "east in the morning: {}",
            panel.azimuth
        );
    }

    #[test]
    fn says_why_it_cannot_be_computed_and_keeps_what_was_typed() {
        let t = Locales::load().get(None);
        let panel = SunPanel::new(&t, Some(&place()), "yesterday", "Asia/Kabul");
        assert!(panel.problem.contains("yesterday"));
        assert_eq!(panel.asked, "yesterday");
        assert!(!SunPanel::new(&t, None, "2022-09-30T07:30", "Asia/Kabul").has_place);
    }
}
