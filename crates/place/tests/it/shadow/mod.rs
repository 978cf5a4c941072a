//! Time and place from shadows, against the sun itself.

mod bands;
mod claims;
mod days;
mod drawn;
mod measured;
mod oracle;
mod positions;
mod shapes;
mod windows;
mod worth;
