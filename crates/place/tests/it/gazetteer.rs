//! Names of places: search, the nearest, and lists to import.

use cairn_domain::Point;
use cairn_place::gazetteer::{
    BadLine, Match, geonames, gns, named_in, nearest, place_named, places, search,
};

fn point(lat: f64, lon: f64) -> Point {
    Point::try_new(lat, lon).expect("on the globe")
}

#[test]
fn places_are_found_by_any_of_their_names() {
    for (text, name) in [
        ("Kabul", "Kabul"),
        ("KĀBUL", "Kabul"),
        ("کابل", "Kabul"),
        ("كابل", "Kabul"),
        ("Caboul", "Kabul"),
        ("Herat", "Herāt"),
        ("هرات", "Herāt"),
        ("Qandahar", "Kandahār"),
        ("قندهار", "Kandahār"),
        ("کندهار", "Kandahār"),
        ("mazar i sharif", "Mazār-e Sharīf"),
        ("مزار\u{200c}شریف", "Mazār-e Sharīf"),
        ("مزارشریف", "Mazār-e Sharīf"),
        ("مزار شریف", "Mazār-e Sharīf"),
        ("Chaghcharan", "Fayrōz Kōh"),
        ("Firozkoh", "Fayrōz Kōh"),
        ("Bazarak", "Bāzārak"),
        ("Nili", "Nīlī"),
        ("Spin Boldak", "Spīn Bōldak"),
        ("سپین بولدک", "Spīn Bōldak"),
        ("Torkham", "Torkham"),
        ("Bagram", "Bagram"),
        ("Maidan Shahr", "Maydanshakhr"),
        ("Kund", "Kunduz"),
        ("sharif", "Mazār-e Sharīf"),
    ] {
        let hits = search(text, 5);
        assert!(
            hits.first().is_some_and(|hit| hit.place.name == name),
            "{text}: {:?}",
            hits.iter().map(|hit| hit.place.name).collect::<Vec<_>>()
        );
    }
    assert!(
        search("", 5).is_empty() && search("Atlantis", 5).is_empty() && search("--", 5).is_empty()
    );
    assert_eq!(search("a", 7).len(), 7);
    let how = |text: &str| search(text, 1).first().map(|hit| hit.how);
    assert_eq!(
        (how("kabul"), how("kabu"), how("boldak")),
        (
            Some(Match::Whole),
            Some(Match::Beginning),
            Some(Match::Word)
        )
    );
}

#[test]
fn every_town_that_can_be_named_can_be_searched() {
    let towns = include_str!("../../data/towns.csv");
    for town in towns.lines().skip(1) {
        let name = town.split(',').next().expect("a name");
        let (there, _) = named_in(name).unwrap_or_else(|| panic!("{name}"));
        let near = search(name, 5)
            .iter()
            .any(|hit| hit.how == Match::Whole && hit.place.point.distance_m(there) < 15_000.0);
        assert!(
            near,
            "{name}: {:?}",
            search(name, 5)
                .iter()
                .map(|hit| (hit.place.name, hit.name))
                .collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_name_of_several_places_is_the_name_of_none() {
    assert_eq!(place_named("Nili").map(|place| place.name), Some("Nīlī"));
    assert!(
        search("Dowlatabad", 9)
            .iter()
            .filter(|hit| hit.how == Match::Whole)
            .count()
            > 1
    );
    assert!(place_named("Dowlatabad").is_none());
    assert!(places().len() > 300);
    assert!(
        places()
            .iter()
            .filter(|place| place.province.is_some())
            .count()
            >= 319
    );
}

#[test]
fn the_nearest_place_comes_with_distance_and_bearing() {
    let near = nearest(point(34.54813, 69.17233)).expect("a place");
    assert!(
        (0.0..360.0).contains(&near.bearing_deg) && near.distance_m < 5_000.0,
        "{near:?}"
    );
    let north_of_nili = place_named("Nili").expect("a place").point;
    let near = nearest(point(north_of_nili.lat() + 0.01, north_of_nili.lon())).expect("a place");
    assert_eq!(near.place.name, "Nīlī");
    assert!((1_105.0..1_115.0).contains(&near.distance_m), "{near:?}");
    assert!(near.bearing_deg < 1e-6, "{near:?}");
}

const DUMP: &str = "1138958\tKabul\tKabul\tCabool,Kabul,کابل\t34.52813\t69.17233\tP\tPPLC\tAF\t\t13\t1301\t\t\t4434550\t\t1798\tAsia/Kabul\t2026-01-01
1\tNowhere\tNowhere\t\t134.5\t69.2\tP\tPPL\tAF\t\t\t\t\t\t0\t\t0\tAsia/Kabul\t2026-01-01

2\tBroken\tBroken
3\t\t\t\t34\t69\tP\tPPL\tAF\t\t\t\t\t\t0\t\t0\tAsia/Kabul\t2026-01-01
4\tVillage\tVillage\t\tnorth\t69\tP\tPPL\tAF\t\t\t\t\t\t0\t\t0\tAsia/Kabul\t2026-01-01
";

#[test]
fn a_geonames_dump_is_read_line_by_line() {
    let read = geonames(DUMP);
    let [kabul] = read.rows.as_slice() else {
        panic!("{read:?}")
    };
    assert_eq!(
        (
            kabul.source_id.as_str(),
            kabul.name.as_str(),
            kabul.code.as_str()
        ),
        ("1138958", "Kabul", "PPLC")
    );
    assert_eq!(kabul.other, ["Cabool", "کابل"]);
    assert_eq!(
        (
            kabul.admin1.as_deref(),
            kabul.admin2.as_deref(),
            kabul.population
        ),
        (Some("13"), Some("1301"), Some(4_434_550))
    );
    let flaws: Vec<_> = read
        .errors
        .iter()
        .map(|error| (error.line, error.flaw.clone()))
        .collect();
    assert_eq!(
        flaws,
        [
            (2, BadLine::OffTheGlobe("134.5".into(), "69.2".into())),
            (
                4,
                BadLine::Columns {
                    found: 3,
                    wanted: 19
                }
            ),
            (5, BadLine::NoName),
            (6, BadLine::Degrees("north".into())),
        ]
    );
    assert_eq!(
        read.errors[1].to_string(),
        "line 4: 3 columns where 19 are needed"
    );
}

#[test]
fn spellings_of_a_gns_file_become_one_place() {
    let new = "rk\tufi\tuni\tfull_name\tnt\tlat_dd\tlong_dd\tdesig_cd\tfc\tcc_ft\tadm1
1\t-3378435\t1\tکابل\tNS\t34.52813\t69.17233\tPPLC\tP\tAF\tAF-KAB
1\t-3378435\t2\tKabul\tN\t34.52813\t69.17233\tPPLC\tP\tAF\tAF-KAB
1\t-3378435\t3\tKābol\tV\t34.52813\t69.17233\tPPLC\tP\tAF\tAF-KAB
1\t7\t4\tX\tN\t\t69\tPPL\tP\tAF\t
";
    let read = gns(new);
    let [kabul] = read.rows.as_slice() else {
        panic!("{read:?}")
    };
    assert_eq!(
        (kabul.name.as_str(), kabul.code.as_str()),
        ("Kabul", "PPLC")
    );
    assert_eq!(kabul.other, ["کابل", "Kābol"]);
    assert_eq!(read.errors.len(), 1);
    assert_eq!(
        (read.errors[0].line, &read.errors[0].flaw),
        (5, &BadLine::Degrees(String::new()))
    );
    let old = "RC\tUFI\tUNI\tLAT\tLONG\tFC\tDSG\tCC1\tADM1\tNT\tFULL_NAME_RO\n1\t9\t9\t34.5\t69.2\tP\tPPL\tAF\t13\tN\tDeh-e Now\n";
    assert_eq!(gns(old).rows[0].name, "Deh-e Now");
    assert_eq!(
        gns("a\tb\n").errors[0].flaw,
        BadLine::NoColumn("feature's number (ufi)")
    );
    assert_eq!(gns("").errors.len(), 1);
}
