//! The months of the Solar Hijri calendar, as Afghanistan and Iran call them.

use crate::gazetteer::name_key;

/// The names of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// 1..=12.
    pub number: u8,
    /// In Dari: the sign of the zodiac.
    pub dari: &'static str,
    /// In Pashto.
    pub pashto: &'static str,
    /// Dari in Latin letters.
    pub latin: &'static str,
    /// Pashto in Latin letters.
    pub pashto_latin: &'static str,
    /// In Iran, and in Latin letters, to read only.
    pub iranian: [&'static str; 2],
    /// Further spellings, parted by a stroke.
    other: &'static str,
}

const fn month(number: u8, names: [&'static str; 6], other: &'static str) -> Month {
    let [dari, pashto, latin, pashto_latin, iranian, iranian_latin] = names;
    Month {
        number,
        dari,
        pashto,
        latin,
        pashto_latin,
        iranian: [iranian, iranian_latin],
        other,
    }
}

static MONTHS: [Month; 12] = [
    month(
        1,
        ["حمل", "وری", "Hamal", "Wray", "فروردین", "Farvardin"],
        "Hamel",
    ),
    month(
        2,
        ["ثور", "غویی", "Sawr", "Ghwayay", "اردیبهشت", "Ordibehesht"],
        "Saur|Sowr|Thawr|غوایی",
    ),
    month(
        3,
        ["جوزا", "غبرګولی", "Jawza", "Ghbargolay", "خرداد", "Khordad"],
        "Jowza|Jauza|Ghbargoli",
    ),
    month(
        4,
        ["سرطان", "چنګاښ", "Saratan", "Chungash", "تیر", "Tir"],
        "Sartan|Chungakh",
    ),
    month(
        5,
        ["اسد", "زمری", "Asad", "Zmaray", "مرداد", "Mordad"],
        "Zmarai|امرداد",
    ),
    month(
        6,
        ["سنبله", "وږی", "Sonbola", "Wazhay", "شهریور", "Shahrivar"],
        "Sunbula|Sonbula|Sunbola|Wagay",
    ),
    month(7, ["میزان", "تله", "Mizan", "Tala", "مهر", "Mehr"], "Tela"),
    month(
        8,
        ["عقرب", "لړم", "Aqrab", "Laram", "آبان", "Aban"],
        "Akrab|Larem",
    ),
    month(
        9,
        ["قوس", "لیندۍ", "Qaws", "Lindai", "آذر", "Azar"],
        "Qaus|Qows|Lindey|لینده",
    ),
    month(
        10,
        ["جدی", "مرغومی", "Jadi", "Marghumay", "دی", "Dey"],
        "Jaddi|Jady|Marghumi",
    ),
    month(
        11,
        ["دلو", "سلواغه", "Dalw", "Salwagha", "بهمن", "Bahman"],
        "Dalwa|Dalv",
    ),
    month(
        12,
        ["حوت", "کب", "Hut", "Kab", "اسفند", "Esfand"],
        "Hoot|Hout",
    ),
];

/// All twelve, in order.
pub fn months() -> &'static [Month; 12] {
    &MONTHS
}

/// The month of a name in any language and spelling that is known.
pub fn month_named(text: &str) -> Option<&'static Month> {
    let wanted = name_key(text);
    let has_name = |month: &&Month| {
        let names = [month.dari, month.pashto, month.latin, month.pashto_latin];
        let all = names
            .into_iter()
            .chain(month.iranian)
            .chain(month.other.split('|'));
        all.into_iter().any(|name| name_key(name) == wanted)
    };
    MONTHS.iter().find(has_name)
}
