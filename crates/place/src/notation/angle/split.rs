//! Where the first coordinate ends and the second begins.

use super::token::{Mark, Token};

/// The tokens of the two coordinates, without breaks at their ends; `None` if there is no telling.
/// What says most is asked first: labels, hemispheres, a single break, degree signs, and only then
/// an even count of bare numbers.
pub(super) fn halves(tokens: &[Token]) -> Option<(&[Token], &[Token])> {
    let tokens = trimmed(tokens);
    let at = by_labels(tokens)
        .or_else(|| by_hemispheres(tokens))
        .or_else(|| by_break(tokens))
        .or_else(|| by_degree_signs(tokens))
        .or_else(|| by_count(tokens))?;
    let (first, second) = tokens.split_at(at);
    Some((trimmed(first), trimmed(second)))
}

fn trimmed(mut tokens: &[Token]) -> &[Token] {
    while let [Token::Break, rest @ ..] | [rest @ .., Token::Break] = tokens {
        tokens = rest;
    }
    tokens
}

/// Where the tokens of a kind stand.
fn places(tokens: &[Token], is_kind: impl Fn(&Token) -> bool) -> Vec<usize> {
    (0..tokens.len())
        .filter(|&at| is_kind(&tokens[at]))
        .collect()
}

fn by_labels(tokens: &[Token]) -> Option<usize> {
    match places(tokens, |token| matches!(token, Token::Label(_)))[..] {
        [0, second] => Some(second),
        _ => None,
    }
}

fn by_hemispheres(tokens: &[Token]) -> Option<usize> {
    match places(tokens, |token| matches!(token, Token::Hemisphere(_)))[..] {
        [0, second] => Some(second),
        [first, _] => Some(first + 1),
        _ => None,
    }
}

fn by_break(tokens: &[Token]) -> Option<usize> {
    match places(tokens, |token| matches!(token, Token::Break))[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// Before the number that the second degree sign belongs to.
fn by_degree_signs(tokens: &[Token]) -> Option<usize> {
    match places(tokens, |token| matches!(token, Token::Mark(Mark::Degree)))[..] {
        [_, second] => second.checked_sub(1),
        _ => None,
    }
}

/// In the middle of two, four or six numbers, if nothing but numbers and marks is there: in
/// `34.5 E 69.2` the letter could belong to either.
fn by_count(tokens: &[Token]) -> Option<usize> {
    let bare = |token: &Token| matches!(token, Token::Number(_) | Token::Mark(_));
    let (first, last) = (tokens.first()?, tokens.last()?);
    let inner = tokens.get(1..tokens.len().saturating_sub(1))?;
    let is_edge = |token: &Token| bare(token) || matches!(token, Token::Hemisphere(_));
    let numbers = places(tokens, |token| matches!(token, Token::Number(_)));
    let is_even = matches!(numbers.len(), 2 | 4 | 6);
    (is_even && inner.iter().all(bare) && is_edge(first) && is_edge(last))
        .then(|| numbers[numbers.len() / 2])
}
