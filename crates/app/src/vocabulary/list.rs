//! Reading the codes of a project as a tree.

use std::collections::BTreeMap;

use cairn_domain::{Action, ProjectId, Vocabulary, codebook};
use cairn_storage::{Reads, TermRecord};

use crate::{App, AppError, Visit};

/// One code as it stands in a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Never changes.
    pub code: String,
    /// The wider term.
    pub parent: Option<String>,
    /// How many wider terms stand above it.
    pub depth: usize,
    /// Words of the project, by language; empty where Cairn's own are used.
    pub labels: BTreeMap<String, String>,
    /// What it means, for whoever codes.
    pub note: String,
    /// Kept for older records only.
    pub retired: bool,
    /// Whether the project added it.
    pub is_own: bool,
}

/// The terms of one vocabulary, narrower ones right after their wider one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermList {
    /// Which.
    pub vocabulary: Vocabulary,
    /// Its terms.
    pub terms: Vec<Term>,
}

impl TermList {
    /// A term by its code.
    pub fn find(&self, code: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.code == code)
    }
}

/// The three vocabularies of a project, for whoever works in it.
pub async fn vocabularies(app: &App, visit: &Visit) -> Result<Vec<TermList>, AppError> {
    visit.permit(Action::ViewItems)?;
    all_terms(&app.store.read(), visit.project.id).await
}

/// The three vocabularies of a project.
pub async fn all_terms(reads: &Reads<'_>, project: ProjectId) -> Result<Vec<TermList>, AppError> {
    let changed = reads.vocabulary_terms(project).await?;
    let list = |vocabulary: &Vocabulary| TermList {
        vocabulary: *vocabulary,
        terms: tree(*vocabulary, &changed),
    };
    Ok(Vocabulary::ALL.iter().map(list).collect())
}

fn tree(vocabulary: Vocabulary, changed: &[TermRecord]) -> Vec<Term> {
    let changed: Vec<_> = changed
        .iter()
        .filter(|record| record.vocabulary == vocabulary)
        .collect();
    let mut terms: Vec<Term> = codebook(vocabulary)
        .iter()
        .map(|term| Term {
            code: term.code.to_owned(),
            parent: term.parent.map(str::to_owned),
            depth: 0,
            labels: BTreeMap::new(),
            note: String::new(),
            retired: term.retired,
            is_own: false,
        })
        .collect();
    for record in changed {
        match terms.iter_mut().find(|term| term.code == record.code) {
            Some(term) => {
                term.labels.clone_from(&record.labels);
                term.note.clone_from(&record.note);
                term.retired = record.retired;
            }
            None => terms.push(Term {
                code: record.code.clone(),
                parent: record.parent.clone(),
                depth: 0,
                labels: record.labels.clone(),
                note: record.note.clone(),
                retired: record.retired,
                is_own: true,
            }),
        }
    }
    let mut sorted = Vec::with_capacity(terms.len());
    below(None, 0, &terms, &mut sorted);
    sorted
}

fn below(parent: Option<&str>, depth: usize, terms: &[Term], sorted: &mut Vec<Term>) {
    let children = terms.iter().filter(|term| term.parent.as_deref() == parent);
    for term in children {
        sorted.push(Term {
            depth,
            ..term.clone()
        });
        below(Some(&term.code), depth + 1, terms, sorted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(code: &str, parent: &str) -> TermRecord {
        TermRecord {
            vocabulary: Vocabulary::TargetType,
            code: code.into(),
            parent: Some(parent.into()),
            labels: BTreeMap::from([("en".into(), "Students".into())]),
            note: String::new(),
            retired: false,
        }
    }

    #[test]
    fn own_terms_stand_under_their_parent_and_nothing_is_lost() {
        let changed = [added("students", "civilians"), added("girls", "students")];
        let terms = tree(Vocabulary::TargetType, &changed);
        let codes = codebook(Vocabulary::TargetType);
        assert_eq!(terms.len(), codes.len() + 2);
        let at = |code: &str| terms.iter().position(|term| term.code == code);
        let (students, girls) = (at("students"), at("girls"));
        assert_eq!(girls, students.map(|at| at + 1));
        assert!(at("civilians") < students && students < at("religious_scholar"));
        assert_eq!(girls.map(|at| terms[at].depth), Some(2));
    }

    #[test]
    fn a_retired_term_of_the_codebook_still_stands_in_its_place() {
        let gone = TermRecord {
            retired: true,
            parent: Some("elsewhere".into()),
            ..added("hazara", "")
        };
        let terms = tree(Vocabulary::TargetType, &[gone]);
        let hazara = terms.iter().find(|term| term.code == "hazara");
        let told = hazara.map(|term| (term.retired, term.parent.as_deref()));
        assert_eq!(told, Some((true, Some("civilians_hazara_shia"))));
    }
}
