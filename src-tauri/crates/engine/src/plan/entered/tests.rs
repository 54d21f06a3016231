use super::*;

/// One person per line: name, address, new address, user, new user, password, new password.
fn told(found: &Found) -> Vec<String> {
    let secret = |secret: &Option<Secret>| {
        secret
            .as_ref()
            .map_or("-".into(), |secret| secret.expose().to_owned())
    };
    let label = |label: &Option<String>| label.clone().unwrap_or_else(|| "-".into());
    let tell = |one: &Entered| {
        let destination = one.destination_address.as_ref().map(ToString::to_string);
        [
            label(&one.name),
            one.address.to_string(),
            label(&destination),
            label(&one.source_user),
            label(&one.destination_user),
            secret(&one.source_secret),
            secret(&one.destination_secret),
        ]
        .join("|")
    };
    found.people.iter().map(tell).collect()
}

#[test]
fn lists_without_column_names() {
    for (text, people) in [
        ("ana@x.example", vec!["-|ana@x.example|-|-|-|-|-"]),
        (
            "ana@x.example\nben@x.example\n\n",
            vec!["-|ana@x.example|-|-|-|-|-", "-|ben@x.example|-|-|-|-|-"],
        ),
        (
            "Ana Silva <ana@x.example>",
            vec!["Ana Silva|ana@x.example|-|-|-|-|-"],
        ),
        (
            "Ana Silva\tana@x.example\tpw\tnew",
            vec!["Ana Silva|ana@x.example|-|-|-|pw|new"],
        ),
        (
            "Ana\tSilva\tana@x.example",
            vec!["Ana Silva|ana@x.example|-|-|-|-|-"],
        ),
        (
            "ana@x.example\t pw \t",
            vec!["-|ana@x.example|-|-|-| pw |-"],
        ),
        ("ana@x.example, pw ,", vec!["-|ana@x.example|-|-|-|pw|-"]),
        (
            "ana@x.example,\" p,w \"",
            vec!["-|ana@x.example|-|-|-| p,w |-"],
        ),
        ("ana@x.example;;new", vec!["-|ana@x.example|-|-|-|-|new"]),
        (
            "ana@x.example;p@ssword",
            vec!["-|ana@x.example|-|-|-|p@ssword|-"],
        ),
        (
            "Ana,ana@x.example,ana@y.example,pw,new",
            vec!["Ana|ana@x.example|ana@y.example|-|-|pw|new"],
        ),
        (
            "ana@x.example,pw,ana@y.example,new",
            vec!["-|ana@x.example|ana@y.example|-|-|pw|new"],
        ),
        (
            "E-Mail\nAna <ana@x.example>\tpw",
            vec!["Ana|ana@x.example|-|-|-|pw|-"],
        ),
        (
            "Ana <ana@x.example>, \"Bo, Li\" <bo@x.example>",
            vec![
                "Ana|ana@x.example|-|-|-|-|-",
                "Bo, Li|bo@x.example|-|-|-|-|-",
            ],
        ),
        (
            "ana@x.example;bo@x.example;cy@x.example;",
            vec![
                "-|ana@x.example|-|-|-|-|-",
                "-|bo@x.example|-|-|-|-|-",
                "-|cy@x.example|-|-|-|-|-",
            ],
        ),
        (
            "a@x.example,ana@y.example\nb@x.example,bo@y.example",
            vec![
                "-|a@x.example|ana@y.example|-|-|-|-",
                "-|b@x.example|bo@y.example|-|-|-|-",
            ],
        ),
    ] {
        let found = read_people(text);
        assert_eq!(told(&found), people, "{text:?}");
        assert_eq!(
            (found.malformed, found.combined, found.clashes),
            (vec![], vec![], vec![]),
            "{text:?}"
        );
    }
}

#[test]
fn lists_with_column_names() {
    for (text, people) in [
        (
            "name,address,password,new password\nAna,ana@x.example,pw,new",
            "Ana|ana@x.example|-|-|-|pw|new",
        ),
        (
            "\u{feff}Vorname;Nachname;E-Mail-Adresse;Kennwort\r\nAna;Silva;ana@x.example;pw\r\n",
            "Ana Silva|ana@x.example|-|-|-|pw|-",
        ),
        (
            "Nom\tPrénom\tCourriel\tMot de passe\nSilva\tAna\tana@x.example\t pw",
            "Ana Silva|ana@x.example|-|-|-| pw|-",
        ),
        (
            "Nombre,Apellidos,Correo electrónico,Contraseña\nAna,Silva,ana@x.example,pw",
            "Ana Silva|ana@x.example|-|-|-|pw|-",
        ),
        (
            "Telephone,Email,New email\n12,ana@x.example,ana@y.example",
            "-|ana@x.example|ana@y.example|-|-|-|-",
        ),
        (
            "Email,Password,Email,Password\nana@x.example,pw,a@y.example,new",
            "-|ana@x.example|a@y.example|-|-|pw|new",
        ),
        (
            "username,password\nana@x.example,pw",
            "-|ana@x.example|-|-|-|pw|-",
        ),
        (
            "address,source_user,source_password,destination_user,destination_password\nana@x.example,ana,pw,a,new",
            "-|ana@x.example|-|ana|a|pw|new",
        ),
        (
            "Password,E-Mail\np@ss.word,Ana <ana@x.example>",
            "Ana|ana@x.example|-|-|-|p@ss.word|-",
        ),
    ] {
        let found = read_people(text);
        assert_eq!(told(&found), [people], "{text:?}");
        assert_eq!(found.malformed, [], "{text:?}");
    }
}

#[test]
fn what_cannot_be_read_is_reported_with_its_line() {
    for (text, line, shown) in [
        ("ana@x.example\n\nbo at x.example", 3, "bo at x.example"),
        ("bo at x.example\tsecret", 1, "bo at x.example"),
        ("ana@x.example,p@ss.word", 1, "ana@x.example"),
        ("ana@x.example,a,b,c", 1, "ana@x.example"),
        (
            "ana@x.example,bo@x.example,cy@x.example,pw",
            1,
            "ana@x.example",
        ),
        (
            "address,password\nbo at x.example,secret",
            2,
            "bo at x.example",
        ),
        ("address,password\n,secret", 2, ""),
        (
            "address,password\nana@x.example,sec,ret",
            2,
            "ana@x.example",
        ),
        ("address,new address\nana@x.example,ana", 2, "ana"),
        (
            "ana@x.example\nbo at x.example,secret",
            2,
            "bo at x.example",
        ),
        ("Mitarbeitende\nana@x.example", 1, "Mitarbeitende"),
    ] {
        let found = read_people(text);
        let malformed = Malformed {
            line,
            text: shown.into(),
        };
        assert!(
            found.malformed == [malformed],
            "{text:?}: {:?}",
            found.malformed
        );
    }
    let long = read_people(&"x".repeat(1000));
    assert_eq!(
        long.malformed.first().map(|one| one.text.len()),
        Some(SHOWN)
    );
}

#[test]
fn an_address_listed_twice_is_combined() {
    let found =
        read_people("Ana <ana@x.example>\nANA@x.example\tpw\nana@x.example\t\tnew\nbo@x.example");
    assert_eq!(
        told(&found),
        ["Ana|ana@x.example|-|-|-|pw|new", "-|bo@x.example|-|-|-|-|-"]
    );
    assert_eq!(found.combined, [Address::parse("ana@x.example").unwrap()]);
    assert_eq!(found.clashes, []);
}

#[test]
fn a_contradiction_is_reported_and_the_first_line_counts() {
    let address = Address::parse("ana@x.example").unwrap();
    for text in [
        "ana@x.example,pw\nana@x.example,other",
        "ana@x.example,pw,new\nana@x.example,pw,other",
        "ana@x.example,ana@y.example\nana@x.example,ana@z.example",
        "address,user\nana@x.example,a\nana@x.example,b",
    ] {
        let found = read_people(text);
        let line = text.lines().count();
        assert_eq!(
            found.clashes,
            [Clash {
                line,
                address: address.clone()
            }],
            "{text:?}"
        );
        assert_eq!(found.combined, [], "{text:?}");
        assert_eq!(
            told(&found),
            told(&read_people(text.rsplit_once('\n').unwrap().0)),
            "{text:?}"
        );
    }
}

#[test]
fn debug_shows_no_password() {
    let found = read_people("ana@x.example,hunter2,hunter3\nnot an address;hunter4");
    assert_eq!(found.malformed.len(), 1);
    assert!(!format!("{found:?}").contains("hunter"));
}

#[test]
fn nothing_gives_nobody() {
    for text in ["", "\n\n", "\u{feff}", ",,,\n\t\t"] {
        assert_eq!(read_people(text), Found::default(), "{text:?}");
    }
}

#[test]
fn types_and_aliases_are_read_from_their_columns() {
    let found = read_people(
        "email;typ;weitere adressen\nana@x.example;Benutzer;a@x.example, ANA@x.example\n\
         info@x.example;Weiterleitung;\nben@x.example;;nonsense",
    );
    let read: Vec<_> = found
        .people
        .iter()
        .map(|one| (one.kind, one.aliases.len()))
        .collect();
    assert_eq!(
        read,
        [
            (Some(MailboxKind::Person), 1),
            (Some(MailboxKind::Forward), 0)
        ]
    );
    assert_eq!(found.malformed.len(), 1);
}

#[test]
fn a_column_of_that_name_with_something_else_in_it_says_nothing() {
    let found = read_people("email,type\nana@x.example,Licence E3\nben@x.example,user");
    assert_eq!(found.people.len(), 2);
    assert!(found.people.iter().all(|one| one.kind.is_none()));
}
