//! Where the first coordinate ends and the second begins.

use super::token::{Mark, Token};

/// The tokens of the two coordinates, without breaks at their ends; `None` if there is no telling.
/// What says most is asked first: labels, hemispheres, a single break, degree signs, and only then
/// an even count of bare numbers.
pub(super) fn halves<'t, 'a>(
    tokens: &'t [Token<'a>],
) -> Option<(&'t [Token<'a>], &'t [Token<'a>])> {
    let tokens = trimmed(tokens);
    let at = by_labels(tokens)
        .or_else(|| by_hemispheres(tokens))
        .or_else(|| by_break(tokens))
        .or_else(|| by_degree_signs(tokens))
        .or_else(|| by_count(tokens))?;
    let (first, second) = tokens.split_at(at);
    Some((trimmed(first), trimmed(second)))
}

fn trimmed<'t, 'a>(mut tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    while let [Token::Break, rest @ ..] | [rest @ .., Token::Break] = tokens {
        tokens = rest;
    }
    tokens
}

/// Where the first two tokens of a kind stand, and how many there are.
fn places(tokens: &[Token], is_kind: impl Fn(&Token) -> bool) -> (usize, [usize; 2]) {
    let mut places = [0; 2];
    let mut count = 0;
    for (at, _) in tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| is_kind(token))
    {
        if let Some(place) = places.get_mut(count) {
            *place = at;
        }
        count += 1;
    }
    (count, places)
}

fn by_labels(tokens: &[Token]) -> Option<usize> {
    match places(tokens, |token| matches!(token, Token::Label(_))) {
        (2, [0, second]) => Some(second),
        _ => None,
    }
}

fn by_hemispheres(tokens: &[Token]) -> Option<usize> {
    match places(tokens, |token| matches!(token, Token::Hemisphere(_))) {
        (2, [0, second]) => Some(second),
        (2, [first, _]) => Some(first + 1),
        _ => None,
    }
}

fn by_break(tokens: &[Token]) -> Option<usize> {
    match places(tokens, |token| matches!(token, Token::Break)) {
        (1, [only, _]) => Some(only),
        _ => None,
    }
}

/// Before the number that the second degree sign belongs to.
fn by_degree_signs(tokens: &[Token]) -> Option<usize> {
    match places(tokens, |token| matches!(token, Token::Mark(Mark::Degree))) {
        (2, [_, second]) => second.checked_sub(1),
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
    let is_number = |token: &&Token| matches!(token, Token::Number(_));
    let numbers = tokens.iter().filter(is_number).count();
    let is_even = matches!(numbers, 2 | 4 | 6);
    if !(is_even && inner.iter().all(bare) && is_edge(first) && is_edge(last)) {
        return None;
    }
    let middle = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| is_number(token))
        .nth(numbers / 2);
    middle.map(|(at, _)| at)
}
