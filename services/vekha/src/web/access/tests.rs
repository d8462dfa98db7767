//! The table of roles and actions, and cookies.

use super::*;

const ROLES: [Role; 6] =
    [Role::Coordinator, Role::Responsible, Role::Head, Role::Auditor, Role::Region, Role::Administrator];

#[test]
fn readers_never_write_and_the_administrator_writes_of_people_only() {
    for role in [Role::Auditor, Role::Region, Role::Administrator] {
        assert!(allows(role, Action::Read));
        assert!(!allows(role, Action::Mark) && !allows(role, Action::Review), "{role:?}");
    }
    for action in [Action::Review, Action::Adopt, Action::Amend, Action::Remind, Action::Issue, Action::Conclude] {
        assert!(ROLES.iter().all(|role| allows(*role, action) == (*role == Role::Coordinator)), "{action:?}");
    }
    assert!(ROLES.iter().all(|role| allows(*role, Action::ReadRegion) == (*role == Role::Region)));
    let keeps = [Role::Coordinator, Role::Administrator];
    for action in [Action::Configure, Action::ManageAccounts, Action::ManagePeople] {
        assert!(ROLES.iter().all(|role| allows(*role, action) == keeps.contains(role)), "{action:?}");
    }
}

#[test]
fn a_cookie_is_found_among_others_and_only_by_its_whole_name() {
    let mut headers = HeaderMap::new();
    headers.append(header::COOKIE, "a=1; vekha=abc; b=2".parse().unwrap());
    assert_eq!(cookie(&headers, "vekha"), Some("abc"));
    assert_eq!(cookie(&headers, "ekha"), None);
    assert_eq!(cookie(&headers, "c"), None);
}
