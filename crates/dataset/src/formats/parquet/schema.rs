//! The schema of `incidents.parquet`.

use std::sync::Arc;

use parquet::{
    basic::{LogicalType, Repetition, Type as Physical},
    errors::ParquetError,
    schema::types::{Type, TypePtr},
};

use crate::{column::Heading, kind::Kind};

/// Sides of the box of a point, in the order they are written.
pub(super) const SIDES: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// The columns, then `geometry`, then `bbox`.
pub(super) fn of(headings: &[Heading]) -> Result<TypePtr, ParquetError> {
    let mut fields = Vec::with_capacity(headings.len() + 2);
    for heading in headings {
        let (physical, logical) = types(heading.kind);
        fields.push(field(
            heading.name,
            physical,
            logical,
            Repetition::OPTIONAL,
        )?);
    }
    fields.push(field(
        "geometry",
        Physical::BYTE_ARRAY,
        None,
        Repetition::OPTIONAL,
    )?);
    fields.push(boxed()?);
    let root = Type::group_type_builder("incidents").with_fields(fields);
    Ok(Arc::new(root.build()?))
}

/// How a kind of value is kept.
fn types(kind: Kind) -> (Physical, Option<LogicalType>) {
    match kind {
        Kind::Text | Kind::List => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Whole => (Physical::INT64, None),
        Kind::Degrees => (Physical::DOUBLE, None),
        Kind::Truth => (Physical::BOOLEAN, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
    }
}

/// A box that may be missing with four sides that may not.
fn boxed() -> Result<TypePtr, ParquetError> {
    let sides = SIDES.map(|side| field(side, Physical::DOUBLE, None, Repetition::REQUIRED));
    let sides = sides.into_iter().collect::<Result<Vec<_>, _>>()?;
    let group = Type::group_type_builder("bbox")
        .with_repetition(Repetition::OPTIONAL)
        .with_fields(sides);
    Ok(Arc::new(group.build()?))
}

fn field(
    name: &str,
    physical: Physical,
    logical: Option<LogicalType>,
    repetition: Repetition,
) -> Result<TypePtr, ParquetError> {
    let field = Type::primitive_type_builder(name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition);
    Ok(Arc::new(field.build()?))
}
