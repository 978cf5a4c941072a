//! The workflows that come with Cairn, as data.

use super::WorkflowDraft;

/// Names of the built-in workflows.
pub const TEMPLATES: [&str; 3] = ["standard", "rapid", "court"];

/// A built-in workflow by name.
pub fn template(name: &str) -> Option<WorkflowDraft> {
    let text = match name {
        "standard" => include_str!("templates/standard.json"),
        "rapid" => include_str!("templates/rapid.json"),
        "court" => include_str!("templates/court.json"),
        _ => return None,
    };
    serde_json::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Workflow;

    #[test]
    fn every_built_in_workflow_is_valid_and_its_graph_is_the_one_reviewed() {
        for name in TEMPLATES {
            let draft = template(name).expect("reads");
            let workflow = Workflow::try_from_draft(draft, 1).expect(name);
            let path = format!("{}/tests/graphs/{name}.txt", env!("CARGO_MANIFEST_DIR"));
            if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
                std::fs::write(&path, workflow.graph()).expect("writable checkout");
            }
            let reviewed = std::fs::read_to_string(&path).expect("the graph is committed");
            assert_eq!(workflow.graph(), reviewed, "{name}");
        }
        assert_eq!(template("unheard of"), None);
    }
}
