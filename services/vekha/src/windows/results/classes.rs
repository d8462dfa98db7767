//! Classes by the trend of three years: what is proposed and why, what was decided, and the means of each group.

use super::super::{Sight, Subject, figures};
use vekha_domain::{
    event::ClassDecided,
    scoring::{
        Exact,
        clusters::{Cluster, Ground, Proposal},
        compare,
        sheet::Sheet,
    },
};
use vekha_office::{Block, Cell, Column, Kind, Line};

/// A school and its class.
pub struct ClassRow<'s> {
    /// Which school.
    pub subject: &'s Subject,
    /// What is proposed; none while a result of the three years is missing.
    pub proposal: Option<Proposal>,
    /// What a person decided.
    pub decided: Option<&'s ClassDecided>,
}

impl ClassRow<'_> {
    /// The class that counts: the decided one, else the proposed one.
    pub fn cluster(&self) -> Option<Cluster> {
        self.decided.map(|fact| fact.class.decided).or(self.proposal.map(|proposal| proposal.cluster))
    }
}

/// Means of a group, indicator by indicator and year by year.
pub struct GroupMeans {
    /// Which group.
    pub cluster: Cluster,
    /// How many schools.
    pub schools: usize,
    /// For each result: its means, the oldest year first.
    pub means: Vec<Vec<Option<Exact>>>,
}

/// Code of a class.
pub fn cluster_code(cluster: Cluster) -> &'static str {
    match cluster {
        Cluster::SteadilyUnsuccessful => "steadily_unsuccessful",
        Cluster::Falling => "falling",
        Cluster::Rising => "rising",
        Cluster::Fluctuating => "fluctuating",
    }
}

/// All classes.
pub const CLUSTERS: [Cluster; 4] =
    [Cluster::SteadilyUnsuccessful, Cluster::Falling, Cluster::Rising, Cluster::Fluctuating];

fn ground_code(ground: Ground) -> &'static str {
    match ground {
        Ground::NothingRose => "nothing_rose",
        Ground::AllRoseLast => "all_rose_last",
        Ground::AllRoseThenFell => "all_rose_then_fell",
        Ground::FellSharply => "fell_sharply",
        Ground::FewReached => "few_reached",
        Ground::Mixed => "mixed",
    }
}

impl Sight<'_> {
    /// The sheets of three years with the day their figures stand at, the oldest first.
    fn three_years(&self) -> Option<[Sheet<'_>; 3]> {
        match self.before.as_slice() {
            [second, first, ..] => Some([*first, *second, self.sheet()]),
            _ => None,
        }
    }

    /// The class of every school; empty for a model without classes.
    pub fn classes<'s>(&'s self) -> Vec<ClassRow<'s>> {
        if self.model().clusters.is_none() {
            return Vec::new();
        }
        let row = |subject: &'s Subject| {
            let organisation = subject.whose.organisation;
            let proposal = self.proposals.get(&organisation).copied();
            ClassRow { subject, proposal, decided: self.sheet().class(organisation) }
        };
        self.subjects.iter().map(row).collect()
    }

    /// Name of a class as the order has it.
    pub fn cluster_name(&self, cluster: Cluster) -> String {
        let texts = self.model().clusters.iter().flat_map(|clusters| &clusters.classes);
        texts
            .filter(|text| text.cluster == cluster)
            .map(|text| text.name.clone())
            .next()
            .unwrap_or_else(|| self.say(&format!("windows-class-{}", cluster_code(cluster))))
    }

    /// Why a class is proposed.
    pub fn ground_words(&self, ground: Ground) -> String {
        self.say(&format!("windows-ground-{}", ground_code(ground)))
    }

    /// Means of the groups over three years; exact until they are printed.
    pub fn group_means(&self) -> Vec<GroupMeans> {
        let (Some(clusters), Some([first, second, _])) = (&self.model().clusters, self.three_years()) else {
            return Vec::new();
        };
        let classes = self.classes();
        let of = |cluster: Cluster| {
            let schools: Vec<_> = classes.iter().filter(|row| row.cluster() == Some(cluster)).collect();
            let mean = |code: &String, year: usize| {
                let values = schools.iter().filter_map(|row| {
                    let whose = row.subject.whose;
                    let values = match year {
                        0 => first.frozen(whose),
                        1 => second.frozen(whose),
                        _ => self.values(whose),
                    };
                    values.get(code)?.number()
                });
                compare::mean(values.collect::<Vec<_>>())
            };
            let means = clusters.results.iter().map(|code| (0..3).map(|year| mean(code, year)).collect()).collect();
            GroupMeans { cluster, schools: schools.len(), means }
        };
        CLUSTERS.into_iter().map(of).filter(|group| group.schools > 0).collect()
    }

    pub(super) fn class_blocks(&self) -> Vec<Block> {
        let rows = self.classes();
        if rows.is_empty() {
            return Vec::new();
        }
        let name = |cluster: Option<Cluster>| cluster.map_or(Cell::Empty, |c| Cell::words(self.cluster_name(c)));
        let line =
            |row: &ClassRow<'_>| {
                let decided = row.decided.map(|fact| fact.class.decided);
                let reason = row.decided.and_then(|fact| fact.class.reason.clone());
                Line::Row(vec![
                    Cell::words(row.subject.name.clone()),
                    name(row.proposal.map(|proposal| proposal.cluster)),
                    Cell::words(row.proposal.map_or_else(
                        || self.say("windows-class-unknown"),
                        |proposal| self.ground_words(proposal.ground),
                    )),
                    name(decided),
                    reason.map_or(Cell::Empty, Cell::words),
                ])
            };
        let columns = vec![
            Column { title: self.subject_word(), kind: Kind::Text, width: 26, joined: false },
            self.column("windows-class-proposed", Kind::Text, 22),
            self.column("windows-class-ground", Kind::Text, 34),
            self.column("windows-class-decided", Kind::Text, 22),
            self.column("windows-reason", Kind::Text, 26),
        ];
        let mut blocks = vec![self.table("windows-classes", columns, rows.iter().map(line).collect())];
        blocks.extend(self.means_block());
        blocks
    }

    fn means_block(&self) -> Option<Block> {
        let (groups, clusters) = (self.group_means(), self.model().clusters.as_ref()?);
        let mut columns = vec![
            self.column("windows-class-decided", Kind::Text, 24),
            self.column("windows-class-schools", Kind::Number, 8),
        ];
        for code in &clusters.results {
            let text = self.model().indicator(code).map_or_else(|| code.clone(), |i| i.text.clone());
            for year in [2_i64, 1, 0] {
                let title = self.lang.say_with("windows-years-ago", [("of", text.clone().into()), ("n", year.into())]);
                columns.push(Column { title, kind: Kind::Number, width: 12, joined: false });
            }
        }
        let line = |group: &GroupMeans| {
            let means = group.means.iter().flatten();
            let means = means.map(|m| m.map_or(Cell::Empty, |m| figures::cell(m.rounded(2))));
            let head = [Cell::words(self.cluster_name(group.cluster)), Cell::number(group.schools as u64)];
            Line::Row(head.into_iter().chain(means).collect())
        };
        (!groups.is_empty()).then(|| self.table("windows-means", columns, groups.iter().map(line).collect()))
    }
}
