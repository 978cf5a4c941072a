use cairn_place::distance::between;

use super::*;

fn point(lat: f64, lon: f64) -> Point {
    Point::try_new(lat, lon).expect("on the globe")
}

fn kabul() -> Point {
    point(34.5553, 69.2075)
}

fn drawing(extent: &Extent, marks: &[Mark]) -> MapDrawing {
    MapDrawing::new(Canvas::PANE, extent, marks, "A place".to_owned())
}

/// The first two numbers of a path.
fn start(path: &str) -> (f64, f64) {
    let mut numbers = path[1..].split(|c: char| c == ' ' || c.is_ascii_alphabetic());
    let mut next = || numbers.next().expect("a number").parse().expect("a number");
    (next(), next())
}

#[test]
fn a_place_is_drawn_among_the_names_around_it() {
    let marks = [
        Mark::new(
            Look::Uncertainty,
            Figure::Circle {
                centre: kabul(),
                radius_m: 500.0,
            },
        ),
        Mark::new(Look::Pin, Figure::Point(kabul())).titled("The camera"),
    ];
    let drawn = drawing(&surroundings(kabul(), 500.0), &marks);
    assert!(
        drawn.names.iter().any(|name| name.words == "Kabul"),
        "{:?}",
        drawn.names
    );
    assert!(drawn.base.is_land);
    let html = drawn.render().expect("it renders");
    assert!(html.contains("class=\"drawing__pin\"") && html.contains("<title>The camera</title>"));
    assert!(
        !html.contains("NaN") && !html.contains("style=\""),
        "{html}"
    );
    assert!(html.len() < 12_000, "{}", html.len());
}

#[test]
fn the_scale_bar_is_as_long_as_it_says() {
    for (radius_m, words) in [(5.0, "2 m"), (50_000.0, "20 km"), (8_000.0, "5 km")] {
        let extent = Extent::within(kabul(), radius_m);
        let frame = Frame::fitting(&extent, 420.0, 320.0);
        let scale = scale(&frame);
        assert_eq!(scale.words, words);
        let long: f64 = scale
            .path
            .split(['h', 'v'])
            .nth(2)
            .and_then(|text| text.parse().ok())
            .expect("a length");
        let metres: f64 = match words {
            "2 m" => 2.0,
            "5 km" => 5_000.0,
            _ => 20_000.0,
        };
        assert!(
            (long / frame.per_m / metres - 1.0).abs() < 0.01,
            "{scale:?}"
        );
    }
}

#[test]
fn ten_metres_hold_a_numbered_proof() {
    let step = |north_m: f64, east_m: f64| {
        point(34.5553 + north_m / 110_930.0, 69.2075 + east_m / 91_780.0)
    };
    let feature = |number: &str, figure| Mark::new(Look::Feature, figure).labelled(number);
    let marks = [
        feature("1", Figure::Point(step(3.0, 0.0))),
        feature("2", Figure::Line(vec![step(-2.0, -4.0), step(-2.0, 4.0)])),
        feature(
            "3",
            Figure::Area(vec![
                step(1.0, 1.0),
                step(3.0, 1.0),
                step(3.0, 4.0),
                step(1.0, 4.0),
            ]),
        ),
    ];
    let extent = Extent::within(kabul(), 5.0);
    let drawn = drawing(&extent, &marks);
    assert_eq!(drawn.marks.len(), 3);
    let per_m = Frame::fitting(&extent, 420.0, 320.0).per_m;
    let at = |mark: &Drawn| {
        let label = mark.label.as_ref().expect("a number");
        let parsed = |text: &str| text.parse::<f64>().expect("a number");
        (parsed(&label.x), parsed(&label.y))
    };
    let (x, y) = at(&drawn.marks[0]);
    assert!(
        (x - 210.0).abs() < 0.2 && (160.0 - y - 3.0 * per_m).abs() < 1.0,
        "{x} {y}"
    );
    let (x, y) = at(&drawn.marks[1]);
    assert!(
        (x - 210.0).abs() < 0.2 && (y - 160.0 - 2.0 * per_m).abs() < 1.0,
        "{x} {y}"
    );
    let (x, _) = at(&drawn.marks[2]);
    assert!((x - 210.0 - 2.5 * per_m).abs() < 1.0, "{x}");
    assert!(drawn.marks[2].path.ends_with('Z'));
}

#[test]
fn a_hundred_kilometres_hold_provinces_and_a_view_points_where_the_camera_did() {
    let view = Figure::View {
        from: kabul(),
        bearing_deg: 90.0,
        wide_deg: 60.0,
    };
    let drawn = drawing(
        &Extent::within(kabul(), 100_000.0),
        &[Mark::new(Look::View, view)],
    );
    assert!(drawn.base.provinces.len() > 500);
    assert!(drawn.names.len() > 6 && drawn.names.iter().any(|name| name.is_province));
    let path = &drawn.marks[0].path;
    assert_eq!(start(path), (210.0, 160.0));
    let (x, y) = start(&path[path.find('L').expect("a line")..]);
    // 60° from north is 30° left of east.
    assert!(
        (x - 210.0 - 72.0 * 60_f64.to_radians().sin()).abs() < 0.1,
        "{x}"
    );
    assert!(
        (160.0 - y - 72.0 * 60_f64.to_radians().cos()).abs() < 0.1,
        "{y}"
    );
}

#[test]
fn a_line_over_the_antimeridian_is_short() {
    let (west, east) = (point(-17.0, 179.9), point(-17.0, -179.9));
    let extent = Extent::around(&[west, east], 100.0).expect("two points");
    let mark = Mark::new(Look::Feature, Figure::Line(vec![west, east])).labelled("1");
    let drawn = drawing(&extent, &[mark]);
    let frame = Frame::fitting(&extent, 420.0, 320.0);
    let metres = between(west, east).distance_m;
    let path = &drawn.marks[0].path;
    let (x1, _) = start(path);
    let (x2, _) = start(&path[path.find('L').expect("a line")..]);
    assert!(
        ((x2 - x1) / frame.per_m / metres - 1.0).abs() < 2e-3,
        "{path}"
    );
}

#[test]
fn the_globe_is_drawn_within_reason() {
    let ring = vec![[-180.0, 10.0], [180.0, 10.0], [180.0, 20.0], [-180.0, 20.0]];
    let mark = Mark::new(Look::Band, Figure::Rings(vec![ring]));
    let drawn = MapDrawing::new(Canvas::GLOBE, &Extent::globe(), &[mark], String::new());
    assert_eq!(drawn.marks.len(), 1);
    let html = drawn.render().expect("it renders");
    assert!(html.len() < 90_000, "{}", html.len());
    assert!(!drawn.base.is_land && drawn.base.land.len() > 5_000);
}
