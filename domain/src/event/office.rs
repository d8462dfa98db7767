//! Facts about an office: who it consists of and which days it works.

use super::Basis;
use crate::ids::{GroupId, OrganisationId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An office began to keep its roadmaps here.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OfficeRegistered {
    /// Full name as in its orders.
    pub name: String,
    /// Municipality or region, short: «Северский район».
    pub territory: String,
    /// IANA time zone, for example `Europe/Moscow`.
    pub time_zone: String,
    /// True for generated demonstration data.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub demonstration: bool,
}

/// What an organisation is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// A general school (ОО).
    School,
    /// A kindergarten (ДОО).
    Kindergarten,
    /// The education office itself (УО).
    Office,
    /// A methodical or development centre (ИМЦ, ЦРО, ИРО).
    Centre,
    /// Anything else.
    Other,
}

/// A school, a centre or the office itself was added.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OrganisationAdded {
    /// Its id.
    pub organisation: OrganisationId,
    /// Name as printed: «МБОУ СОШ № 23».
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
}

/// An organisation exists no longer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OrganisationClosed {
    /// Its id.
    pub organisation: OrganisationId,
    /// On what ground.
    pub basis: Basis,
}

/// An organisation has another name from the day the event speaks of.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OrganisationRenamed {
    /// Its id.
    pub organisation: OrganisationId,
    /// The new name.
    pub name: String,
    /// On what ground.
    pub basis: Basis,
}

/// An organisation has a mailbox that nobody in particular reads: letters go there when no person is known.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OrganisationMailboxSet {
    /// Its id.
    pub organisation: OrganisationId,
    /// The address; none when there is no such mailbox any longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailbox: Option<String>,
}

/// A group such as «Руководители ОО»: every member makes its own mark.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GroupDefined {
    /// Its id.
    pub group: GroupId,
    /// Name as printed.
    pub name: String,
}

/// An organisation joined a group on the day the event speaks of.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GroupMemberAdded {
    /// The group.
    pub group: GroupId,
    /// Its new member.
    pub organisation: OrganisationId,
    /// On what ground, when it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// An organisation left a group on the day the event speaks of.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GroupMemberRemoved {
    /// The group.
    pub group: GroupId,
    /// The member that left.
    pub organisation: OrganisationId,
    /// On what ground.
    pub basis: Basis,
}

/// What an office says of one calendar day, over the federal calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfficeDay {
    /// Nobody works.
    Off,
    /// A working day although the federal calendar rests.
    Working,
    /// The federal calendar applies again.
    AsFederal,
}

/// The office's own day off or working day: Radonitsa in Krasnodar Krai, a moved Saturday.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CalendarDayChanged {
    /// The day.
    pub day: NaiveDate,
    /// What it is.
    pub kind: OfficeDay,
    /// On what ground.
    pub basis: Basis,
}

/// One school term, first and last day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TermDates {
    /// First school day.
    pub from: NaiveDate,
    /// Last school day.
    pub to: NaiveDate,
}

/// The terms of one school year as this office keeps them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SchoolTermsSet {
    /// Calendar year of the September it begins in.
    pub school_year: u16,
    /// Four terms or three trimesters, in order.
    pub terms: Vec<TermDates>,
}
