//! Facts about people. Names, e-mails and phones are sealed with the person's own key: erasing the key erases them.

use crate::ids::OrganisationId;
use serde::{Deserialize, Serialize};

/// Ciphertext of a person's data (base64 of nonce and XChaCha20-Poly1305 output); the key lives outside the log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sealed {
    /// Number of the person's key it is sealed with, from 1.
    pub key: u16,
    /// The ciphertext.
    pub box64: String,
}

/// A person became known to the office.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PersonRegistered {
    /// Name as printed, e-mail, phone.
    pub contact: Sealed,
    /// Post without a name: «методист».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Where the person works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
}

/// The person's name, e-mail or phone is another one now.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ContactChanged {
    /// The whole new contact.
    pub contact: Sealed,
}

/// What a person may do in this office (PRODUCT part 2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Keeps the roadmaps.
    Coordinator,
    /// Does activities and marks them.
    Responsible,
    /// Head of a school: sees the own school's rows only.
    Head,
    /// Reads everything, writes nothing.
    Auditor,
    /// Reads several offices.
    Region,
    /// Accounts and settings.
    Administrator,
}

/// The person may act in a role from now on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RoleGranted {
    /// The role.
    pub role: Role,
}

/// The person may act in a role no longer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RoleRevoked {
    /// The role.
    pub role: Role,
}
