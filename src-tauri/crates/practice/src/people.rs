//! # The people of the practice company
//!
//! A small bakery by the sea, with six people whose names come from six languages. Every address lies in a domain
//! that is reserved for examples (RFC 2606), so no letter can ever reach a stranger.

/// One person of the practice company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The name as the person writes it.
    pub name: &'static str,
    /// The e-mail address, which is also the sign-in name on both sides.
    pub address: &'static str,
    /// The pretend password at the source.
    pub source_password: &'static str,
    /// The pretend password at the destination.
    pub destination_password: &'static str,
}

/// The domain of the company.
pub(crate) const DOMAIN: &str = "harbour-bakery.example";

/// All six, in the order of the list that a person pastes.
pub(crate) const PEOPLE: &[Member] = &[
    Member {
        name: "Ana Souza",
        address: "ana@harbour-bakery.example",
        source_password: "pão de queijo 7",
        destination_password: "harbour-new-4471",
    },
    Member {
        name: "Jürgen Möller",
        address: "juergen@harbour-bakery.example",
        source_password: "Süßer\\Teig",
        destination_password: "harbour-new-8302",
    },
    Member {
        name: "Zoë Lefèvre",
        address: "zoe@harbour-bakery.example",
        source_password: "croissant & café",
        destination_password: "harbour-new-1159",
    },
    Member {
        name: "Kaan Yıldız",
        address: "kaan@harbour-bakery.example",
        source_password: "simit%2F(90)",
        destination_password: "harbour-new-6027",
    },
    Member {
        name: "Małgorzata Wójcik",
        address: "malgorzata@harbour-bakery.example",
        source_password: "pączek {12}",
        destination_password: "harbour-new-3948",
    },
    Member {
        name: "佐藤 陽子",
        address: "yoko@harbour-bakery.example",
        source_password: "melonpan*2019",
        destination_password: "harbour-new-7716",
    },
];

/// The place of a person in [`PEOPLE`], found by the sign-in name without regard to case.
pub(crate) fn position(user: &str) -> Option<usize> {
    PEOPLE
        .iter()
        .position(|member| member.address.eq_ignore_ascii_case(user))
}

/// The list a person pastes: a header line, then one line each, separated by commas.
pub(crate) fn list() -> String {
    listed(|member| member.source_password)
}

/// The same list as it is in life: somebody has changed a password since it was written.
pub(crate) fn outdated_list() -> String {
    listed(|member| {
        if member.address == OUTDATED {
            "Sauerteig 1"
        } else {
            member.source_password
        }
    })
}

/// Who has another password by now than the outdated list says.
pub(crate) const OUTDATED: &str = "juergen@harbour-bakery.example";

fn listed(source_password: impl Fn(&'static Member) -> &'static str) -> String {
    let mut text = String::from("name,address,password,new password\n");
    for member in PEOPLE {
        let columns = [
            member.name,
            member.address,
            source_password(member),
            member.destination_password,
        ];
        text.push_str(&columns.join(","));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_has_four_columns() {
        let text = list();
        assert_eq!(text.lines().count(), 1 + PEOPLE.len());
        for line in text.lines() {
            assert_eq!(line.split(',').count(), 4, "{line}");
            assert!(!line.contains(['"', ';', '\t']), "{line}");
        }
    }

    #[test]
    fn the_list_is_read_as_it_is_meant() {
        let found = moving_day_engine::plan::read_people(&list());
        assert!(
            found.malformed.is_empty() && found.combined.is_empty() && found.clashes.is_empty()
        );
        assert_eq!(found.people.len(), PEOPLE.len());
        for (entered, member) in found.people.iter().zip(PEOPLE) {
            assert_eq!(entered.name.as_deref(), Some(member.name));
            assert_eq!(entered.address.as_str(), member.address);
            assert_eq!(
                entered.source_secret.as_ref().unwrap().expose(),
                member.source_password
            );
            assert_eq!(
                entered.destination_secret.as_ref().unwrap().expose(),
                member.destination_password
            );
        }
    }

    #[test]
    fn one_password_of_the_outdated_list_is_another_one() {
        let (list, outdated) = (list(), outdated_list());
        let changed: Vec<_> = list
            .lines()
            .zip(outdated.lines())
            .filter(|(a, b)| a != b)
            .collect();
        assert_eq!(changed.len(), 1);
        assert!(changed[0].1.contains(OUTDATED), "{}", changed[0].1);
        assert!(position(OUTDATED).is_some());
    }

    #[test]
    fn everyone_is_in_the_reserved_domain_and_found_by_address() {
        for (index, member) in PEOPLE.iter().enumerate() {
            assert!(member.address.ends_with(DOMAIN));
            assert_eq!(position(&member.address.to_ascii_uppercase()), Some(index));
        }
        assert_eq!(position("nobody@harbour-bakery.example"), None);
    }
}
