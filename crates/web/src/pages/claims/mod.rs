//! The claims register: what parties claim, which incident it speaks of, in what the two agree.

mod answer;
mod form;
mod import;
mod list;
mod show;
mod words;

pub(crate) use answer::{answer, assess, sign};
pub(crate) use form::{edit, edit_form, new_form, open};
pub(crate) use import::{import_form, import_table, template_csv};
pub(crate) use list::{csv, list};
pub(crate) use show::show;
pub(crate) use words::csv_answer;
