//! # Columns of a list of people
//!
//! Recognises the names of columns that people give them in four languages, and reads a person from a row under them.

use unicode_normalization::UnicodeNormalization as _;

use crate::address::Address;
use crate::plan::Entered;
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
            address,
            destination_address: destination,
            source_user: label(Field::SourceUser),
            destination_user: label(Field::DestinationUser),
            source_secret: cell(Field::SourceSecret).and_then(Cell::secret),
            destination_secret: cell(Field::DestinationSecret).and_then(Cell::secret),
        })
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
const WORDS: [(Field, &[&str]); 9] = [
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
}
