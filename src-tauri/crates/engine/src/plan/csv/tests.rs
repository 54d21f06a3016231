use super::*;

fn read(text: &str) -> Result<Vec<Entered>, Error> {
    read_csv(text.as_bytes())
}

#[test]
fn the_whole_header_is_read() {
    for separator in [",", ";", "\t"] {
        let text =
            "\u{feff}address,source_user,source_password,destination_user,destination_password\r\n\
                    ana@x.example,ana,\" p\"\"w \",a, new \r\n\
                    \r\n\
                    bo@x.example,,pw\r\n"
                .replace(',', separator);
        let people = read(&text).unwrap();
        assert_eq!(people.len(), 2);
        assert_eq!(people[0].address.as_str(), "ana@x.example");
        assert_eq!(people[0].source_user.as_deref(), Some("ana"));
        assert_eq!(people[0].source_secret.as_ref().unwrap().expose(), " p\"w ");
        assert_eq!(people[0].destination_user.as_deref(), Some("a"));
        assert_eq!(
            people[0].destination_secret.as_ref().unwrap().expose(),
            " new "
        );
        assert_eq!(people[1].source_user, None);
        assert_eq!(people[1].source_secret.as_ref().unwrap().expose(), "pw");
        assert_eq!(people[1].destination_secret, None);
    }
}

#[test]
fn columns_stand_in_any_order_and_strange_ones_are_passed_over() {
    let people =
        read("telephone,source_password,address,name\n12,pw,ana@x.example,Ana Silva\n").unwrap();
    assert_eq!(people[0].name.as_deref(), Some("Ana Silva"));
    assert_eq!(people[0].source_secret.as_ref().unwrap().expose(), "pw");
    assert_eq!(people[0].destination_address, None);
}

#[test]
fn a_list_with_a_fault_is_refused_with_its_line() {
    for (text, code, line) in [
        ("", Code::PeopleEmpty, None),
        ("\u{feff}\r\n\r\n", Code::PeopleEmpty, None),
        ("source_password\npw", Code::PeopleListUnreadable, None),
        ("ana@x.example,pw", Code::PeopleListUnreadable, None),
        ("address", Code::PeopleEmpty, None),
        ("address,source_password\n,\n\n", Code::PeopleEmpty, None),
        (
            "address\n\nana at x.example",
            Code::AddressMalformed,
            Some("3"),
        ),
        (
            "address,source_password\n,pw",
            Code::AddressMalformed,
            Some("2"),
        ),
        (
            "address\nana@x.example\nANA@x.example",
            Code::AddressTwice,
            Some("3"),
        ),
        (
            "address,source_password\nana@x.example,p,w",
            Code::PeopleListUnreadable,
            Some("2"),
        ),
    ] {
        let error = read(text).unwrap_err();
        assert_eq!(error.code, code, "{text:?}");
        assert_eq!(
            error.params.get("line").map(String::as_str),
            line,
            "{text:?}"
        );
        assert!(
            !error.params.values().any(|value| value.contains("pw")),
            "{text:?}"
        );
    }
}

#[test]
fn what_is_no_text_is_refused() {
    for bytes in [
        &b"\xff\xfea\0d\0d\0r\0e\0s\0s\0"[..],
        b"address\nj\xfcrgen@x.example",
    ] {
        assert_eq!(
            read_csv(bytes).unwrap_err().code,
            Code::PeopleListUnreadable
        );
    }
    let endless = std::io::repeat(b'a');
    assert_eq!(
        read_csv(endless).unwrap_err().code,
        Code::PeopleListUnreadable
    );
}

#[test]
fn a_list_for_scripts_may_say_the_type() {
    let people = read("address,type\nana@x.example,\nold@x.example,stays\n").unwrap();
    assert_eq!(people[0].kind, None);
    assert_eq!(people[1].kind, Some(crate::plan::MailboxKind::Stays));
    let error = read("address,type\nana@x.example,boat\n").unwrap_err();
    assert_eq!(error.code, Code::PeopleListUnreadable);
    assert_eq!(error.params.get("line").map(String::as_str), Some("2"));
}
