//! EDTF and the Solar Hijri calendar.

use cairn_place::calendar::{
    Bounds, Edtf, NoSolarHijri, NotEdtf, Qualifier, SolarHijri, month_named, months, parse_edtf,
};
use cairn_place::{BadLocalTime, zone::parse_zone};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

/// Text, earliest, latest, qualifier; a stroke where there is none.
const DATES: &[(&str, &str, &str, &str)] = &[
    ("2021-08-26", "2021-08-26", "2021-08-26", "-"),
    ("2021-08", "2021-08-01", "2021-08-31", "-"),
    ("2021", "2021-01-01", "2021-12-31", "-"),
    ("2024-02", "2024-02-01", "2024-02-29", "-"),
    ("2021-08~", "2021-08-01", "2021-08-31", "approximate"),
    ("2021-08-26?", "2021-08-26", "2021-08-26", "uncertain"),
    (
        "2021%",
        "2021-01-01",
        "2021-12-31",
        "uncertain_and_approximate",
    ),
    ("202X", "2020-01-01", "2029-12-31", "-"),
    ("20XX", "2000-01-01", "2099-12-31", "-"),
    ("202X~", "2020-01-01", "2029-12-31", "approximate"),
    ("2021-XX", "2021-01-01", "2021-12-31", "-"),
    ("2021-08-XX", "2021-08-01", "2021-08-31", "-"),
    ("2021-XX-XX", "2021-01-01", "2021-12-31", "-"),
    ("2021-21", "2021-03-01", "2021-05-31", "-"),
    ("2021-23", "2021-09-01", "2021-11-30", "-"),
    ("2021-24", "2021-12-01", "2022-02-28", "-"),
    ("2021-08-24/2021-08-26", "2021-08-24", "2021-08-26", "-"),
    ("2021-08/2021-09", "2021-08-01", "2021-09-30", "-"),
    (
        "2021-08-24~/2021-08-26~",
        "2021-08-24",
        "2021-08-26",
        "approximate",
    ),
    (
        "2021-08-24~/2021-08-26?",
        "2021-08-24",
        "2021-08-26",
        "uncertain_and_approximate",
    ),
    (
        "2021-08-24/2021-08-26?",
        "2021-08-24",
        "2021-08-26",
        "uncertain",
    ),
    ("../2021-08-26", "-", "2021-08-26", "-"),
    ("2021-08-26/..", "2021-08-26", "-", "-"),
    ("/2021-08-26", "-", "2021-08-26", "-"),
    ("2021-08-26/", "2021-08-26", "-", "-"),
    (
        "2021-08-26T17:50:00",
        "2021-08-26T17:50:00",
        "2021-08-26T17:50:00",
        "-",
    ),
    (
        "2021-08-26T13:20:00Z",
        "2021-08-26T13:20:00Z",
        "2021-08-26T13:20:00Z",
        "-",
    ),
    (
        "2021-08-26T17:50:00+04:30",
        "2021-08-26T17:50:00+04:30",
        "2021-08-26T17:50:00+04:30",
        "-",
    ),
    (
        "2021-08-26T13:20:00Z/2021-08-26T14:00:00Z",
        "2021-08-26T13:20:00Z",
        "2021-08-26T14:00:00Z",
        "-",
    ),
    ("0000", "0000-01-01", "0000-12-31", "-"),
    ("-0044-03-15", "-0044-03-15", "-0044-03-15", "-"),
    ("Y12021", "+12021-01-01", "+12021-12-31", "-"),
];

fn shown(bounds: &Bounds) -> (String, String, String) {
    let text = |bound: Option<_>| {
        bound.map_or("-".to_owned(), |bound: cairn_place::calendar::Bound| {
            bound.to_string()
        })
    };
    let qualifier = bounds.qualifier.map_or("-", Qualifier::code);
    (
        text(bounds.earliest),
        text(bounds.latest),
        qualifier.to_owned(),
    )
}

#[test]
fn dates_say_what_they_say_and_are_written_back() {
    for (text, earliest, latest, qualifier) in DATES {
        let read = parse_edtf(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let (e, l, q) = shown(&read.bounds());
        assert_eq!((&*e, &*l, &*q), (*earliest, *latest, *qualifier), "{text}");
        assert_eq!(read.to_string(), *text);
    }
    let persian = parse_edtf("\u{200f}۲۰۲۱−۰۸−۲۶").expect("the same digits");
    assert_eq!(persian.to_string(), "2021-08-26");
    let short = parse_edtf("2021-08-26T17:50:00+04").expect("hours alone");
    assert_eq!(short.to_string(), "2021-08-26T17:50:00+04:00");
}

#[test]
fn bounds_become_json() {
    let bounds = parse_edtf("../2021-08~").expect("a date").bounds();
    let json = serde_json::to_string(&bounds).expect("writable");
    assert_eq!(
        json,
        r#"{"earliest":null,"latest":"2021-08-31","qualifier":"approximate"}"#
    );
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        "today",
        "26.8.2021",
        "2021-8-26",
        "21-08-26",
        "20210826",
        "2021-08-26~?",
        "2021-~08",
        "?2021-08",
        "{2021,2022}",
        "[2021..2023]",
        "2X21",
        "202XX",
        "XXXX",
        "2021-XX-26",
        "202X-08",
        "2021-08-26T17:50",
        "2021-08-26T17:50:00~",
        "2021-08T17:50:00Z",
        "2021-08-26T17:50:00Zulu",
        "2021-08-26T17:50:00-00",
        "/",
        "../..",
        "../",
        "2021/2022/2023",
        "2021-",
        "Y2021",
        "2021-25-01",
        "2021-08-26 ",
        "é021",
        "2021-0é",
    ] {
        let refused = parse_edtf(text);
        let trimmed = text.ends_with(' ');
        assert!(
            trimmed && refused.is_ok()
                || matches!(refused, Err(NotEdtf::Form(_) | NotEdtf::NoSuchDate(_))),
            "{text}: {refused:?}"
        );
    }
    for text in [
        "2021-02-29",
        "2021-13",
        "2021-00",
        "2021-25",
        "2021-04-31",
        "2021-08-26T25:00:00Z",
    ] {
        assert_eq!(parse_edtf(text), Err(NotEdtf::NoSuchDate(text.to_owned())));
    }
    for text in [
        "2021-08-26/2021-08-24",
        "2022/2021",
        "2021-08-26T13:20:00Z/2021-08-26T13:19:59Z",
    ] {
        assert_eq!(parse_edtf(text), Err(NotEdtf::Reversed(text.to_owned())));
    }
    assert_eq!(
        parse_edtf("Y170000002"),
        Err(NotEdtf::TooFar("Y170000002".to_owned()))
    );
}

#[test]
fn days_are_taken_in_a_zone() {
    let kabul = parse_zone("Asia/Kabul").expect("a zone");
    let bounds = |text: &str| parse_edtf(text).expect("a date").bounds();
    let (earliest, latest) = bounds("2021-08-26").in_zone(kabul).expect("plain days");
    assert_eq!(
        earliest.expect("bounded").to_rfc3339(),
        "2021-08-25T19:30:00+00:00"
    );
    assert_eq!(
        latest.expect("bounded").to_rfc3339(),
        "2021-08-26T19:29:59.999+00:00"
    );
    let (earliest, latest) = bounds("../2021-08-26T17:50:00Z")
        .in_zone(kabul)
        .expect("an instant");
    assert_eq!(
        (earliest, latest.expect("bounded").to_rfc3339().as_str()),
        (None, "2021-08-26T17:50:00.999+00:00")
    );
    let tehran = parse_zone("Asia/Tehran").expect("a zone");
    let skipped = bounds("2022-03-22T00:30:00").in_zone(tehran);
    assert!(
        matches!(skipped, Err(BadLocalTime::Skipped { .. })),
        "{skipped:?}"
    );
    let (earliest, _) = bounds("2022-03-22")
        .in_zone(tehran)
        .expect("a day without its first hour");
    assert_eq!(
        earliest.expect("bounded").to_rfc3339(),
        "2022-03-21T20:30:00+00:00"
    );
}

#[test]
fn days_of_the_solar_hijri_calendar_are_those_of_three_libraries() {
    let mut count = 0;
    for line in include_str!("../data/solar_hijri.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (gregorian, hijri) = line.split_once('\t').expect("two columns");
        let date: NaiveDate = gregorian.parse().expect("a date");
        let day =
            SolarHijri::from_gregorian(date).unwrap_or_else(|error| panic!("{date}: {error}"));
        assert_eq!(day.to_string(), hijri);
        assert_eq!(day.to_gregorian(), date);
        assert_eq!(SolarHijri::parse(hijri), Ok(day));
        count += 1;
    }
    assert!(count > 1_100, "{count}");
}

#[test]
fn afghan_dates_are_read_as_people_write_them() {
    let leap_day = SolarHijri::try_new(1403, 12, 30).expect("1403 is a leap year");
    assert_eq!(leap_day.to_gregorian().to_string(), "2025-03-20");
    for text in [
        "1403-12-30",
        "1403/12/30",
        "۱۴۰۳/۱۲/۳۰",
        "30 Hut 1403",
        "30 hoot 1403",
        "۳۰ حوت ۱۴۰۳",
        "1403 حوت 30",
        "۳۰ کب ۱۴۰۳",
        "30 Kab 1403",
        "30 Esfand 1403",
        "30 اسفند 1403",
        "30/12/1403",
    ] {
        assert_eq!(SolarHijri::parse(text), Ok(leap_day), "{text}");
    }
    assert_eq!(leap_day.in_dari(), "۳۰ حوت ۱۴۰۳");
    assert_eq!(leap_day.in_pashto(), "۳۰ کب ۱۴۰۳");
    assert_eq!(leap_day.in_latin(), "30 Hut 1403");
    let missing = NoSolarHijri::NoSuchDay {
        year: 1402,
        month: 12,
        day: 30,
    };
    assert_eq!(SolarHijri::parse("1402-12-30"), Err(missing));
    assert!(matches!(
        SolarHijri::parse("2021-08-26"),
        Err(NoSolarHijri::TooFar(2021))
    ));
    for text in [
        "",
        "1403",
        "1403-12",
        "30 Ramadan 1403",
        "30 12 03",
        "1403-12-300",
        "1403-13-01",
    ] {
        assert!(SolarHijri::parse(text).is_err(), "{text}");
    }
}

#[test]
fn every_month_is_found_by_each_of_its_names() {
    for month in months() {
        let names = [month.dari, month.pashto, month.latin, month.pashto_latin];
        for name in names.into_iter().chain(month.iranian) {
            let found = month_named(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(found.number, month.number, "{name}");
        }
    }
    assert_eq!(
        month_named("وږي").map(|month| month.number),
        Some(6),
        "an Arabic ye"
    );
    assert_eq!(month_named("Ramadan"), None);
}

proptest! {
    #[test]
    fn every_day_goes_there_and_back(days in -24_000..47_000_i64) {
        let date = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a date") + chrono::Duration::days(days);
        if (1902..2100).contains(&date.year()) {
            let day = SolarHijri::from_gregorian(date).expect("known");
            prop_assert_eq!(day.to_gregorian(), date);
            let next = SolarHijri::from_gregorian(date.succ_opt().expect("a day")).expect("known");
            prop_assert!(day < next);
        }
    }

    #[test]
    fn no_text_can_break_the_readers(text in "[-0-9XYTZ/.:~?%+ ]{0,24}|\\PC{0,24}") {
        if let Ok(read) = parse_edtf(&text) {
            prop_assert_eq!(parse_edtf(&read.to_string()), Ok::<Edtf, NotEdtf>(read));
        }
        let _ = SolarHijri::parse(&text);
    }
}
