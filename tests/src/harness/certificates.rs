//! # Certificates
//!
//! An authority that exists for one test, made with `openssl`, and the server certificates it signs: a sound one and
//! those that must be refused.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::process::{output_of, program};

/// Names that a sound certificate is for.
const HERE: &str = "DNS:localhost,IP:127.0.0.1";
/// The name that a foreign certificate is for.
const ELSEWHERE: &str = "DNS:mail.elsewhere.example";

/// What kind of certificate a server shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// In force, for this host, signed by the authority.
    Sound,
    /// Out of force since yesterday.
    Expired,
    /// For another host.
    OtherName,
    /// Signed by itself alone.
    SelfSigned,
}

/// The files of one server certificate.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The certificate, PEM.
    pub certificate: PathBuf,
    /// Its private key, PEM.
    pub key: PathBuf,
}

/// An authority of a test's own.
#[derive(Debug)]
pub struct Authority {
    folder: PathBuf,
}

impl Authority {
    /// Makes the authority's key and root in `folder`.
    pub fn make(folder: &Path) -> Self {
        let here = Self {
            folder: folder.to_owned(),
        };
        here.write("ca.conf", REGISTER);
        here.write("ca.index", "");
        here.openssl(&format!(
            "req -x509 {KEY} -keyout ca.key -out ca.pem -days 30 -subj /CN=Test-Root \
             -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign"
        ));
        here
    }

    /// The root to be trusted, PEM.
    pub fn root(&self) -> PathBuf {
        self.folder.join("ca.pem")
    }

    /// Makes a server certificate; `name` is the stem of its files.
    pub fn issue(&self, name: &str, kind: Certificate) -> Issued {
        let issued = Issued {
            certificate: self.folder.join(format!("{name}.pem")),
            key: self.folder.join(format!("{name}.key")),
        };
        let names = if kind == Certificate::OtherName {
            ELSEWHERE
        } else {
            HERE
        };
        if kind == Certificate::SelfSigned {
            self.openssl(&format!(
                "req -x509 {KEY} -keyout {name}.key -out {name}.pem -days 30 -subj /CN=localhost -addext subjectAltName={names}"
            ));
            return issued;
        }
        let term = if kind == Certificate::Expired {
            "-startdate 20200101000000Z -enddate 20200201000000Z"
        } else {
            "-days 30"
        };
        let extensions = format!(
            "basicConstraints=critical,CA:FALSE\nsubjectAltName={names}\nextendedKeyUsage=serverAuth\n\
             keyUsage=critical,digitalSignature\n"
        );
        self.write(&format!("{name}.ext"), &extensions);
        self.openssl(&format!(
            "req {KEY} -keyout {name}.key -out {name}.csr -subj /CN=localhost"
        ));
        self.openssl(&format!(
            "ca -batch -notext -config ca.conf -cert ca.pem -keyfile ca.key -outdir . {term} -extfile {name}.ext \
             -in {name}.csr -out {name}.pem"
        ));
        issued
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.join(name), text).expect("a file of the authority");
    }

    fn openssl(&self, arguments: &str) {
        output_of(
            Command::new(program("openssl", "openssl"))
                .args(arguments.split_whitespace())
                .current_dir(&self.folder),
        );
    }
}

/// How every key is made: small and quick.
const KEY: &str = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";

/// How `openssl ca` keeps its books; it is the only part of OpenSSL 3.0 that can date a certificate back.
const REGISTER: &str = "[ca]\ndefault_ca=own\n[own]\ndatabase=ca.index\nrand_serial=yes\ndefault_md=sha256\n\
    unique_subject=no\npolicy=any\n[any]\ncommonName=supplied\n";
