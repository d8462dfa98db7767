//! Classes by the trend of three years: what is proposed and why, what was decided, and the means of each group.

use super::super::{Sight, Subject, figures};
use chrono::Datelike;
use vekha_domain::{
    event::ClassDecided,
    scoring::{
        Exact,
        clusters::{Cluster, Ground, PrintedMeans, Proposal},
        compare,
        sheet::Sheet,
    },
};
use vekha_office::{Block, Cell, Column, Kind, Line, Table};

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

    /// The printed means of a group, where the order prints those of this window's year.
    pub fn printed_means(&self, cluster: Cluster) -> Option<&PrintedMeans> {
        let year = self.days().1.year();
        self.model().clusters.as_ref()?.printed.iter().find(|row| row.cluster == cluster && row.year == year)
    }

    /// How many printed means are those of the groups, how many there are, and the rows in which they are not.
    fn print_compared(&self, groups: &[GroupMeans]) -> Option<String> {
        let (mut all, mut right, mut wrong) = (0_usize, 0_usize, Vec::new());
        for group in groups {
            let Some(printed) = self.printed_means(group.cluster) else { continue };
            let same =
                |(printed, counted): &(&Exact, &Option<Exact>)| counted.map(|of| of.rounded(2)) == Some(**printed);
            let of_row = printed.means.iter().zip(group.means.iter().flatten()).filter(same).count();
            (all, right) = (all + printed.means.len(), right + of_row);
            if of_row < printed.means.len() {
                wrong.push(self.lang.say_with(
                    "windows-print-row",
                    [("group", self.cluster_name(group.cluster).into()), ("of", printed.of.clone().into())],
                ));
            }
        }
        let args = [("n", right.into()), ("all", all.into()), ("rows", wrong.join("; ").into())];
        let key = if wrong.is_empty() { "windows-print-right" } else { "windows-print-wrong" };
        (all > 0).then(|| self.lang.say_with(key, args))
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
        blocks.extend(self.means_blocks().unwrap_or_default());
        blocks
    }

    /// Means of the groups, a table for each result, and how the print stands to them.
    fn means_blocks(&self) -> Option<Vec<Block>> {
        let (groups, clusters) = (self.group_means(), self.model().clusters.as_ref()?);
        let years: Vec<String> = self.three_years()?.iter().map(|of| of.window().to.year().to_string()).collect();
        let table = |(at, code): (usize, &String)| {
            let indicator = self.model().indicator(code);
            let mut columns = vec![
                self.column("windows-group", Kind::Text, 44),
                self.column("windows-class-schools", Kind::Number, 8),
            ];
            let year = |year: &String| Column { title: year.clone(), kind: Kind::Number, width: 12, joined: false };
            columns.extend(years.iter().map(year));
            let mut lines = Vec::new();
            for group in &groups {
                let means = group.means.get(at).into_iter().flatten();
                let means = means.map(|m| m.map_or(Cell::Empty, |m| figures::cell(m.rounded(2))));
                let head = [Cell::words(self.cluster_name(group.cluster)), Cell::number(group.schools as u64)];
                lines.push(Line::Row(head.into_iter().chain(means).collect()));
                lines.extend(self.printed_means(group.cluster).map(|printed| self.printed_line(printed, group, at)));
            }
            let of = |words: &str| [("of", words.to_owned().into())];
            let text = indicator.map_or(code.as_str(), |i| i.text.as_str());
            let number = indicator.map_or(code.as_str(), |i| i.number.as_str());
            Block::Table(Table {
                name: self.lang.say_with("windows-means-sheet", of(number)),
                title: self.lang.say_with("windows-means", of(text)),
                columns,
                lines,
                ..Table::default()
            })
        };
        let tables = clusters.results.iter().enumerate().map(table).filter(|_| !groups.is_empty());
        Some(tables.chain(self.print_compared(&groups).map(Block::Words)).collect())
    }

    /// A printed row beneath that of its group: it says whose numbers give it where they are not the group's.
    fn printed_line(&self, printed: &PrintedMeans, group: &GroupMeans, at: usize) -> Line {
        let counted = group.means.iter().flatten().map(|mean| mean.map(|mean| mean.rounded(2)));
        let same = printed.means.iter().copied().map(Some).eq(counted);
        let words = match same {
            true => self.say("windows-printed"),
            false => self.lang.say_with("windows-printed-of", [("of", printed.of.clone().into())]),
        };
        let means = printed.means.iter().skip(at * 3).take(3).map(|mean| figures::cell(*mean));
        Line::Row([Cell::words(words), Cell::Empty].into_iter().chain(means).collect())
    }
}
