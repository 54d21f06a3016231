//! # Columns of a list of people
//!
//! Recognises the names of columns that people give them in four languages, and reads a person from a row under them.

use unicode_normalization::UnicodeNormalization as _;

use crate::address::Address;
use crate::plan::Entered;
use crate::plan::mailbox::MailboxKind;
use crate::plan::sheet::{Cell, Row};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    GivenName,
    Name,
    FamilyName,
    Address,
    DestinationAddress,
    SourceUser,
    DestinationUser,
    Kind,
    Aliases,
    SourceSecret,
    DestinationSecret,
}

/// The columns of a list, in order; those with another content are empty.
#[derive(Debug)]
pub(super) struct Columns(Vec<Option<Field>>);

/// A row that names nobody: what stands in the column with addresses.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is something else than an address.
    Address(String),
    /// There is something else than a type of mailbox.
    Kind(String),
    /// There are more cells than columns, so that it is not sure which is which.
    Surplus,
}

impl Columns {
    /// Reads a row as names of columns, if it is one.
    pub(super) fn read(row: &Row) -> Option<Self> {
        let words: Vec<String> = row.cells.iter().map(Cell::word).collect();
        let mut columns = Self(Vec::new());
        for word in &words {
            let field = named(word).map(|field| columns.place(field));
            columns.0.push(field);
        }
        if !columns.have(Field::Address) {
            columns.promote_user();
        }
        let all_known = words
            .iter()
            .zip(&columns.0)
            .all(|(word, field)| word.is_empty() || field.is_some());
        let names = all_known || columns.have(Field::Address);
        (names && !words.iter().any(|word| word.contains('@'))).then_some(columns)
    }

    /// Whether the columns say where the addresses are.
    pub(super) fn have_address(&self) -> bool {
        self.have(Field::Address)
    }

    /// How many columns are known.
    pub(super) fn known(&self) -> usize {
        self.0.iter().flatten().count()
    }

    /// Reads the person in a row.
    pub(super) fn person(&self, row: &Row) -> Result<Entered, Fault> {
        if row.cells.len() > self.0.len() {
            return Err(Fault::Surplus);
        }
        let cell = |field| {
            self.0
                .iter()
                .position(|column| *column == Some(field))
                .and_then(|at| row.cells.get(at))
        };
        let label = |field| cell(field).and_then(Cell::label);
        let (beside, address) = mailbox(cell(Field::Address))?;
        let destination = match label(Field::DestinationAddress) {
            Some(_) => Some(mailbox(cell(Field::DestinationAddress))?.1),
            None => None,
        };
        let parts = [Field::GivenName, Field::Name, Field::FamilyName]
            .into_iter()
            .filter_map(label);
        let name = Some(parts.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty());
        Ok(Entered {
            name: name.or(beside),
            kind: label(Field::Kind)
                .map(|word| kind_named(&word).ok_or(Fault::Kind(word)))
                .transpose()?,
            aliases: aliases(cell(Field::Aliases), &address)?,
            address,
            destination_address: destination,
            source_user: label(Field::SourceUser),
            destination_user: label(Field::DestinationUser),
            source_secret: cell(Field::SourceSecret).and_then(Cell::secret),
            destination_secret: cell(Field::DestinationSecret).and_then(Cell::secret),
        })
    }

    /// Without the column of types, when something else stands in it: exports have columns of that name, too.
    pub(super) fn with_known_kinds(mut self, rows: &[Row]) -> Self {
        for (at, field) in self.0.iter_mut().enumerate() {
            let words = rows.iter().filter_map(|row| row.cells.get(at)?.label());
            if *field == Some(Field::Kind)
                && !words
                    .map(|word| kind_named(&word))
                    .all(|kind| kind.is_some())
            {
                *field = None;
            }
        }
        self
    }

    fn have(&self, field: Field) -> bool {
        self.0.contains(&Some(field))
    }

    /// The second column of one kind belongs to the destination: sheets for a move often have the old values on the
    /// left and the new ones on the right under the same names.
    fn place(&self, field: Field) -> Field {
        match field {
            Field::Address if self.have(field) => Field::DestinationAddress,
            Field::SourceUser if self.have(field) => Field::DestinationUser,
            Field::SourceSecret if self.have(field) => Field::DestinationSecret,
            _ => field,
        }
    }

    /// A list that has sign-in names and no addresses means the same by both.
    fn promote_user(&mut self) {
        if let Some(column) = self
            .0
            .iter_mut()
            .find(|column| **column == Some(Field::SourceUser))
        {
            *column = Some(Field::Address);
        }
    }
}

fn mailbox(cell: Option<&Cell>) -> Result<(Option<String>, Address), Fault> {
    cell.and_then(Cell::mailbox)
        .ok_or_else(|| Fault::Address(cell.map(Cell::word).unwrap_or_default()))
}

/// The addresses in a cell, each once, apart from the mailbox's own.
fn aliases(cell: Option<&Cell>, own: &Address) -> Result<Vec<Address>, Fault> {
    let text = cell.map(Cell::word).unwrap_or_default();
    let mut found = Vec::new();
    let parts = text.split(|c: char| c.is_whitespace() || ",;|".contains(c));
    for part in parts.filter(|part| !part.is_empty()) {
        let alias = Address::parse(part).map_err(|_| Fault::Address(part.to_owned()))?;
        if alias != *own && !found.contains(&alias) {
            found.push(alias);
        }
    }
    Ok(found)
}

fn kind_named(word: &str) -> Option<MailboxKind> {
    let plain = plain(word);
    KINDS
        .iter()
        .find(|(_, words)| words.contains(&plain.as_str()))
        .map(|(kind, _)| *kind)
}

fn named(word: &str) -> Option<Field> {
    let plain = plain(word);
    WORDS
        .iter()
        .find(|(_, words)| words.contains(&plain.as_str()))
        .map(|(field, _)| *field)
}

/// Letters and digits alone, small and without accents: `E-Mail-Adresse` and `e_mail adresse` are the same.
fn plain(word: &str) -> String {
    word.nfd()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// English, German, French, Spanish; in the form of [`plain`].
#[rustfmt::skip]
const WORDS: [(Field, &[&str]); 11] = [
    (Field::Name, &[
        "name", "fullname", "displayname", "person", "people", "employee", "anzeigename", "vollstandigername",
        "mitarbeiter", "mitarbeiterin", "nom", "nomcomplet", "nomaffiche", "personne", "nombre", "nombrecompleto",
        "nombreyapellidos", "persona",
    ]),
    (Field::GivenName, &["firstname", "givenname", "forename", "vorname", "prenom", "nombredepila"]),
    (Field::FamilyName, &[
        "lastname", "surname", "familyname", "nachname", "familienname", "nomdefamille", "apellido", "apellidos",
    ]),
    (Field::Address, &[
        "address", "addresses", "email", "emails", "emailaddress", "emailaddresses", "mail", "mailaddress", "mailbox",
        "account", "emailaccount", "oldaddress", "oldemail", "oldemailaddress", "currentaddress", "currentemail",
        "sourceaddress", "sourceemail", "source",
        "adresse", "adressen", "emailadresse", "emailadressen", "mailadresse", "postfach", "konto", "alteadresse",
        "alteemail", "alteemailadresse", "bisherigeadresse",
        "adresses", "adresseemail", "adressemail", "adresseelectronique", "courriel", "boiteauxlettres", "compte",
        "ancienneadresse", "ancienemail", "ancienneadresseemail",
        "correo", "correoelectronico", "direccion", "direcciones", "direcciondecorreo",
        "direcciondecorreoelectronico", "buzon", "cuenta", "direccionantigua", "direccionactual", "correoantiguo",
    ]),
    (Field::DestinationAddress, &[
        "newaddress", "newemail", "newemailaddress", "newmail", "newmailbox", "destination", "destinationaddress",
        "destinationemail", "targetaddress", "targetemail",
        "neueadresse", "neueemail", "neueemailadresse", "neuesmailkonto", "neuespostfach", "zieladresse",
        "nouvelleadresse", "nouvelemail", "nouvelleadresseemail", "nouvelleadressemail", "nouveaucompte",
        "nuevadireccion", "nuevocorreo", "nuevocorreoelectronico", "direccionnueva", "correonuevo",
    ]),
    (Field::SourceUser, &[
        "user", "username", "login", "loginname", "signinname", "sourceuser", "olduser", "oldusername", "oldlogin",
        "benutzer", "benutzername", "anmeldename", "alterbenutzername",
        "utilisateur", "nomdutilisateur", "identifiant", "ancienidentifiant",
        "usuario", "nombredeusuario", "usuarioantiguo",
    ]),
    (Field::DestinationUser, &[
        "newuser", "newusername", "newlogin", "destinationuser", "destinationusername", "targetuser",
        "neuerbenutzer", "neuerbenutzername", "neueranmeldename",
        "nouvelutilisateur", "nouvelidentifiant", "nouveaunomdutilisateur",
        "nuevousuario", "usuarionuevo", "nuevonombredeusuario",
    ]),
    (Field::Kind, &[
        "type", "kind", "mailboxtype", "accounttype", "typ", "art", "kontotyp", "postfachart", "typedecompte",
        "typedeboite", "tipo", "tipodecuenta", "tipodebuzon",
    ]),
    (Field::Aliases, &[
        "alias", "aliases", "aliasaddresses", "otheraddresses", "weitereadressen", "aliasadressen",
        "autresadresses", "otrasdirecciones", "alternativas",
    ]),
    (Field::SourceSecret, &[
        "password", "pass", "pwd", "pw", "oldpassword", "passwordold", "currentpassword", "sourcepassword",
        "emailpassword", "mailpassword",
        "passwort", "kennwort", "altespasswort", "alteskennwort", "bisherigespasswort",
        "motdepasse", "mdp", "ancienmotdepasse", "motdepasseactuel",
        "contrasena", "clave", "contrasenaantigua", "contrasenaactual", "claveantigua",
    ]),
    (Field::DestinationSecret, &[
        "newpassword", "passwordnew", "newpw", "newpwd", "destinationpassword", "targetpassword",
        "neuespasswort", "neueskennwort",
        "nouveaumotdepasse", "nouveaumdp",
        "nuevacontrasena", "contrasenanueva", "nuevaclave", "clavenueva",
    ]),
];

/// What people write in a column of types; in the form of [`plain`].
#[rustfmt::skip]
const KINDS: [(MailboxKind, &[&str]); 4] = [
    (MailboxKind::Person, &[
        "person", "user", "mailbox", "usermailbox", "benutzer", "postfach", "personne", "utilisateur", "persona", "usuario",
    ]),
    (MailboxKind::Shared, &[
        "shared", "sharedmailbox", "group", "freigegeben", "gemeinsam", "gemeinsamespostfach", "sammelpostfach", "partage",
        "boitepartagee", "compartido", "buzoncompartido",
    ]),
    (MailboxKind::Forward, &[
        "forward", "forwardonly", "forwarder", "forwarding", "weiterleitung", "nurweiterleitung", "redirection", "transfert",
        "reenvio", "soloreenvio",
    ]),
    (MailboxKind::Stays, &[
        "stays", "dontmove", "donotmove", "ignore", "skip", "bleibt", "nichtumziehen", "nepasdeplacer", "reste", "nomover",
        "sequeda",
    ]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_means_one_thing_and_is_found() {
        let all: Vec<&str> = WORDS
            .iter()
            .flat_map(|(_, words)| words.iter().copied())
            .collect();
        for (field, words) in WORDS {
            for word in words {
                assert_eq!(
                    all.iter().filter(|other| *other == word).count(),
                    1,
                    "{word} stands twice"
                );
                assert_eq!(named(word), Some(field), "{word} is not in its plain form");
            }
        }
    }

    #[test]
    fn names_of_columns_are_read_as_people_write_them() {
        for (word, field) in [
            ("E-Mail", Field::Address),
            ("e-mail address", Field::Address),
            ("source_password", Field::SourceSecret),
            ("Neues Passwort:", Field::DestinationSecret),
            ("Prénom", Field::GivenName),
            ("Nouvelle adresse e-mail", Field::DestinationAddress),
            ("Contraseña", Field::SourceSecret),
            ("Vollständiger Name", Field::Name),
        ] {
            assert_eq!(named(word), Some(field), "{word}");
        }
        assert_eq!(named("Telephone"), None);
    }

    #[test]
    fn each_type_is_read_as_people_write_it() {
        for kind in MailboxKind::ALL {
            assert_eq!(kind_named(kind.as_str()), Some(kind));
        }
        assert_eq!(kind_named("Shared mailbox"), Some(MailboxKind::Shared));
        assert_eq!(kind_named("Don’t move"), Some(MailboxKind::Stays));
        assert_eq!(kind_named("Weiterleitung"), Some(MailboxKind::Forward));
        assert_eq!(kind_named("Licence E3"), None);
        for (kind, words) in KINDS {
            assert!(words.iter().all(|word| kind_named(word) == Some(kind)));
        }
    }
}
