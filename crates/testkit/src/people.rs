//! Accounts of a story.

use cairn_app::{
    App,
    account::{self, NewAccount},
};
use cairn_domain::{Role, UserId};

use crate::{PASSWORD, Person, TestApp, story::find_project};

impl TestApp {
    /// Somebody who runs the instance and is in no project.
    pub async fn operator(&self) -> Person {
        account_of(&self.app, "operator", true).await
    }
}

pub(crate) async fn person(app: &App, name: &str, project: &str, role: Role) -> Person {
    let person = account_of(app, name, false).await;
    join(app, person.id, project, role).await;
    person
}

async fn account_of(app: &App, name: &str, is_operator: bool) -> Person {
    let email = format!("{name}@test.example");
    let new = NewAccount {
        email: email.clone(),
        name: name.to_owned(),
        password: PASSWORD.to_owned(),
        is_operator,
    };
    let id = account::create_account(app, new).await.expect("created");
    Person { id, email }
}

pub(crate) async fn join(app: &App, user: UserId, code: &str, role: Role) {
    let project = find_project(app, code).await;
    let joined = account::join_project(app, project.id, user, role).await;
    joined.expect("joined");
}
