//! A small macro for closed vocabularies, so that the code in Rust, SQL, JSON and Fluent keys is
//! written once.

/// A code that is not in a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{code}` is not one of the known values of {vocabulary}")]
pub struct UnknownCode {
    /// What was given.
    pub code: String,
    /// Which vocabulary it was read as.
    pub vocabulary: &'static str,
}

/// Declares an enum with one stable code per variant: `ALL`, `code()`, `FromStr`, `Display`, serde.
#[macro_export]
macro_rules! vocabulary {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        $(#[$doc])*
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),* }

        impl $name {
            /// Every value, in the order people meet them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable code used in SQL, JSON, URLs and Fluent keys.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl From<$name> for ::std::borrow::Cow<'_, str> {
            fn from(value: $name) -> Self {
                Self::Borrowed(value.code())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::vocabulary::UnknownCode;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)*
                    _ => Err($crate::vocabulary::UnknownCode { code: text.to_owned(), vocabulary: stringify!($name) }),
                }
            }
        }
    };
}
