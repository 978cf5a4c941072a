//! How each kind of surroundings is laid out.

use super::{
    figures::{Figure, FigureKind},
    layout::Layout,
    solid::{Facade, Solid},
};
use crate::demo::chance::Chance;

const WALLS: [[u8; 3]; 8] = [
    [186, 164, 134],
    [204, 190, 164],
    [172, 168, 160],
    [162, 176, 180],
    [212, 206, 194],
    [176, 140, 110],
    [196, 176, 140],
    [158, 150, 138],
];
const EARTH: [[u8; 3]; 4] = [
    [178, 152, 120],
    [168, 144, 116],
    [188, 164, 130],
    [160, 138, 112],
];

/// A spot in a frame turned with the road: across and along become right and ahead.
pub(super) fn turned(road_deg: f32, across: f32, along: f32) -> (f32, f32) {
    let (sin, cos) = road_deg.to_radians().sin_cos();
    (across * cos + along * sin, along * cos - across * sin)
}

fn house(
    chance: &mut Chance,
    road_deg: f32,
    (across, along): (f32, f32),
    half: (f32, f32),
) -> Solid {
    let (x, z) = turned(road_deg, across, along);
    let storeys = chance.pick(&[1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 4.0]);
    let facade = chance.pick(&[
        Facade::Shops,
        Facade::Shops,
        Facade::Windows,
        Facade::Windows,
        Facade::Mud,
    ]);
    let earth = facade == Facade::Mud;
    Solid {
        x,
        z,
        half_x: half.0,
        half_z: half.1,
        yaw_deg: road_deg,
        base_m: 0.0,
        height_m: if earth {
            chance.between(2.6, 3.8)
        } else {
            storeys * 3.1 + chance.between(0.2, 0.8)
        },
        colour: if earth {
            chance.pick(&EARTH)
        } else {
            chance.pick(&WALLS)
        },
        facade,
        seed: chance.next(),
    }
}

fn figures(
    chance: &mut Chance,
    kind: FigureKind,
    count: u32,
    wide: f32,
    road_deg: f32,
) -> Vec<Figure> {
    (0..count)
        .map(|_| {
            let along = chance.between(7.0, 42.0);
            let (x, z) = turned(road_deg, chance.between(-wide, wide), along);
            Figure {
                kind,
                x,
                z,
                seed: chance.next(),
            }
        })
        .collect()
}

pub(super) fn street(chance: &mut Chance, road_deg: f32) -> Layout {
    let half_m = chance.between(5.0, 8.5);
    let mut solids = Vec::new();
    for side in [-1.0, 1.0] {
        let mut along = chance.between(2.0, 9.0);
        while along < 170.0 {
            let (length, deep) = (chance.between(6.0, 15.0), chance.between(4.0, 6.5));
            let across = side * (half_m + deep + chance.between(0.0, 1.4));
            solids.push(house(
                chance,
                road_deg,
                (across, along + length / 2.0),
                (deep, length / 2.0),
            ));
            along += length
                + if chance.happens(0.25) {
                    chance.between(1.5, 5.0)
                } else {
                    0.0
                };
        }
    }
    let people = chance.whole(1, 8);
    let mut figures = figures(chance, FigureKind::Person, people, half_m * 0.9, road_deg);
    let cars = chance.whole(0, 3);
    figures.extend(self::figures(
        chance,
        FigureKind::Car,
        cars,
        half_m * 0.62,
        road_deg,
    ));
    figures.extend(poles(chance, half_m - 0.6, road_deg));
    for _ in 0..chance.whole(0, 4) {
        let across = chance.pick(&[-1.0, 1.0]) * (half_m - 1.2);
        let (x, z) = turned(road_deg, across, chance.between(11.0, 46.0));
        figures.push(Figure {
            kind: FigureKind::Stall,
            x,
            z,
            seed: chance.next(),
        });
    }
    Layout {
        solids,
        figures,
        road_deg,
        road_half_m: Some(half_m * 0.62),
    }
}

fn poles(chance: &mut Chance, across: f32, road_deg: f32) -> Vec<Figure> {
    let side = chance.pick(&[-1.0, 1.0]);
    let from = chance.between(8.0, 16.0);
    (0..5_u8)
        .map(|i| {
            let (x, z) = turned(road_deg, side * across, from + 26.0 * f32::from(i));
            Figure {
                kind: FigureKind::Pole,
                x,
                z,
                seed: 1,
            }
        })
        .collect()
}

pub(super) fn square(chance: &mut Chance, road_deg: f32) -> Layout {
    let far = chance.between(34.0, 60.0);
    let mut solids = Vec::new();
    let mut across = -75.0;
    while across < 75.0 {
        let length = chance.between(7.0, 17.0);
        let along = far + chance.between(0.0, 7.0);
        solids.push(house(
            chance,
            road_deg,
            (across + length / 2.0, along + 5.0),
            (length / 2.0, 5.0),
        ));
        across += length
            + if chance.happens(0.3) {
                chance.between(2.0, 7.0)
            } else {
                0.0
            };
    }
    let people = chance.whole(3, 11);
    let mut figures = figures(chance, FigureKind::Person, people, 14.0, road_deg);
    let (trees, cars) = (chance.whole(1, 5), chance.whole(0, 3));
    figures.extend(self::figures(
        chance,
        FigureKind::Tree,
        trees,
        20.0,
        road_deg,
    ));
    figures.extend(self::figures(chance, FigureKind::Car, cars, 16.0, road_deg));
    let stalls = chance.whole(0, 5);
    figures.extend(self::figures(
        chance,
        FigureKind::Stall,
        stalls,
        17.0,
        road_deg,
    ));
    Layout {
        solids,
        figures,
        road_deg,
        road_half_m: None,
    }
}

pub(super) fn roadside(chance: &mut Chance, road_deg: f32) -> Layout {
    let half_m = chance.between(2.6, 4.0);
    let mut solids = Vec::new();
    for side in [-1.0, 1.0] {
        let mut along = chance.between(8.0, 26.0);
        while along < 150.0 {
            let (length, deep) = (chance.between(10.0, 26.0), chance.between(5.0, 9.0));
            let across = side * (half_m + deep + chance.between(4.0, 18.0));
            let mut compound = house(chance, road_deg, (across, along), (deep, length / 2.0));
            compound.facade = Facade::Mud;
            compound.colour = chance.pick(&EARTH);
            compound.height_m = chance.between(2.4, 4.2);
            solids.push(compound);
            along += length + chance.between(12.0, 40.0);
        }
    }
    let mut figures = Vec::new();
    let side = chance.pick(&[-1.0, 1.0]);
    for i in 0..chance.whole(4, 9) {
        let across = side * (half_m + chance.between(2.5, 3.5));
        let (x, z) = turned(road_deg, across, 14.0 + i as f32 * chance.between(7.0, 9.0));
        figures.push(Figure {
            kind: FigureKind::Tree,
            x,
            z,
            seed: chance.next(),
        });
    }
    let (people, cars) = (chance.whole(0, 4), chance.whole(0, 2));
    figures.extend(self::figures(
        chance,
        FigureKind::Person,
        people,
        half_m + 2.0,
        road_deg,
    ));
    figures.extend(self::figures(
        chance,
        FigureKind::Car,
        cars,
        half_m * 0.5,
        road_deg,
    ));
    Layout {
        solids,
        figures,
        road_deg,
        road_half_m: Some(half_m),
    }
}

pub(super) fn roofs(chance: &mut Chance, road_deg: f32) -> Layout {
    let mut solids = Vec::new();
    for row in 0..9_u8 {
        let along = 20.0 + f32::from(row) * 16.0;
        let mut across = -60.0 - along * 0.4;
        while across < 60.0 + along * 0.4 {
            let (wide, deep) = (chance.between(4.0, 8.0), chance.between(4.0, 6.5));
            let spot = (across + wide, along + chance.between(-2.0, 2.0));
            let mut home = house(chance, road_deg, spot, (wide, deep));
            home.height_m = home.height_m.min(7.0);
            home.facade = if chance.happens(0.4) {
                Facade::Mud
            } else {
                Facade::Windows
            };
            solids.push(home);
            across += wide * 2.0 + chance.between(0.5, 4.5);
        }
    }
    let figures = figures(chance, FigureKind::Tree, 4, 30.0, road_deg);
    Layout {
        solids,
        figures,
        road_deg,
        road_half_m: None,
    }
}

/// Low blocks far away, so that no street ends in nothing.
pub(super) fn distant(chance: &mut Chance) -> Vec<Solid> {
    (0..26)
        .map(|_| {
            let along = chance.between(190.0, 340.0);
            let across = chance.between(-0.75, 0.75) * along;
            let half = (chance.between(5.0, 14.0), 5.0);
            let mut block = house(chance, 0.0, (across, along), half);
            block.facade = Facade::Plain;
            block
        })
        .collect()
}
