//! What is invented: kinds of attacks, and how many of them happen where and when.

/// What can happen, and how it is told.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) event_type: &'static str,
    pub(super) target: &'static str,
    pub(super) location_type: &'static str,
    pub(super) title: &'static str,
    pub(super) killed: (u32, u32),
    pub(super) injured: (u32, u32),
}

const fn kind(
    codes: [&'static str; 3],
    title: &'static str,
    killed: (u32, u32),
    injured: (u32, u32),
) -> Kind {
    let [event_type, target, location_type] = codes;
    Kind {
        event_type,
        target,
        location_type,
        title,
        killed,
        injured,
    }
}

/// Attacks on crowds gathered in public.
pub(super) const CROWDS: &[Kind] = &[
    kind(
        ["bombing", "civilians", "market"],
        "Explosion at a market in",
        (1, 9),
        (6, 30),
    ),
    kind(
        ["suicide_bombing", "shia", "religious_service"],
        "Bombing at a mosque in",
        (3, 16),
        (10, 40),
    ),
    kind(
        ["bombing", "civilians", "transport_hub"],
        "Explosion at a minibus stop in",
        (1, 7),
        (4, 22),
    ),
    kind(
        ["bombing", "hazara", "school"],
        "Explosion near a school in",
        (1, 8),
        (5, 28),
    ),
    kind(
        ["bombing", "sufi", "religious_service"],
        "Explosion at a shrine in",
        (2, 12),
        (8, 34),
    ),
    kind(
        ["shooting", "civilians", "wedding"],
        "Shooting at a wedding in",
        (1, 5),
        (2, 12),
    ),
    kind(
        ["bombing", "civilians", "funeral"],
        "Explosion at a funeral in",
        (2, 10),
        (6, 26),
    ),
    kind(
        ["bombing", "civilians", "hospital"],
        "Explosion outside a clinic in",
        (1, 4),
        (3, 14),
    ),
];

/// Other attacks in towns.
pub(super) const CITY: &[Kind] = &[
    kind(
        ["bombing", "taliban", "checkpoint"],
        "Bomb at a checkpoint in",
        (0, 4),
        (1, 8),
    ),
    kind(
        ["bombing", "taliban", "road"],
        "Magnetic bomb on a vehicle in",
        (0, 3),
        (1, 5),
    ),
    kind(
        ["shooting", "taliban", "road"],
        "Shooting of a security officer in",
        (1, 2),
        (0, 2),
    ),
    kind(
        ["shooting", "religious_leaders", "road"],
        "Shooting of a cleric in",
        (1, 1),
        (0, 2),
    ),
    kind(
        ["bombing", "infrastructure", "power_line"],
        "Power line cut by an explosion in",
        (0, 0),
        (0, 0),
    ),
];

/// Attacks between fields.
pub(super) const RURAL: &[Kind] = &[
    kind(
        ["roadside_bomb", "taliban", "patrol"],
        "Roadside bomb against a patrol in",
        (0, 4),
        (0, 6),
    ),
    kind(
        ["ambush", "taliban", "checkpoint"],
        "Attack on a checkpoint in",
        (0, 5),
        (1, 6),
    ),
    kind(
        ["shooting", "taliban", "patrol"],
        "Patrol fired upon in",
        (0, 3),
        (0, 4),
    ),
    kind(
        ["roadside_bomb", "taliban", "road"],
        "Roadside bomb against a vehicle in",
        (1, 4),
        (0, 5),
    ),
];

/// A group of invented incidents: which places, how many, how many of them on crowds, when.
pub(super) struct Quota {
    pub(super) province: &'static str,
    /// Of these towns; all towns of the province that are not rural if empty.
    pub(super) towns: &'static [&'static str],
    pub(super) rural: bool,
    pub(super) count: usize,
    pub(super) crowds: usize,
    pub(super) from: (i32, u32, u32),
    pub(super) days: u64,
}

/// 52 incidents, 22 of them on crowds; with the 18 known ones 70 and 33.
pub(super) const QUOTAS: &[Quota] = &[
    Quota {
        province: "Nangarhar",
        towns: &[],
        rural: true,
        count: 14,
        crowds: 0,
        from: (2021, 8, 29),
        days: 250,
    },
    Quota {
        province: "Nangarhar",
        towns: &["Jalalabad"],
        rural: false,
        count: 1,
        crowds: 1,
        from: (2021, 9, 18),
        days: 60,
    },
    Quota {
        province: "Kunar",
        towns: &[],
        rural: true,
        count: 2,
        crowds: 0,
        from: (2021, 10, 20),
        days: 200,
    },
    Quota {
        province: "Kunduz",
        towns: &["Kunduz"],
        rural: false,
        count: 7,
        crowds: 4,
        from: (2021, 10, 20),
        days: 285,
    },
    Quota {
        province: "Balkh",
        towns: &["Mazar-i-Sharif"],
        rural: false,
        count: 6,
        crowds: 4,
        from: (2022, 4, 28),
        days: 360,
    },
    Quota {
        province: "Kabul",
        towns: &["Kabul"],
        rural: false,
        count: 14,
        crowds: 9,
        from: (2021, 12, 10),
        days: 500,
    },
    Quota {
        province: "Herat",
        towns: &["Herat"],
        rural: false,
        count: 6,
        crowds: 4,
        from: (2022, 4, 1),
        days: 390,
    },
    Quota {
        province: "Takhar",
        towns: &[],
        rural: false,
        count: 1,
        crowds: 0,
        from: (2022, 10, 10),
        days: 90,
    },
    Quota {
        province: "Baghlan",
        towns: &[],
        rural: false,
        count: 1,
        crowds: 0,
        from: (2022, 8, 10),
        days: 90,
    },
];
