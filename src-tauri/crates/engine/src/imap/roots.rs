//! # Trusted roots
//!
//! Whom the engine believes when a server shows its certificate: this computer's own list, and extra roots that a
//! person hands over. Built once and cloned.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls_platform_verifier::Verifier;

use crate::error::{Code, Error};

/// Trusted roots, ready for use.
#[derive(Debug, Clone)]
pub struct Roots {
    extra: Vec<CertificateDer<'static>>,
    config: Option<Arc<ClientConfig>>,
}

impl Roots {
    /// The list of this computer. A computer without one can still use servers without encryption, and others once a
    /// root has been added; until then they give [`Code::RootsMissing`].
    ///
    /// # Errors
    /// [`Code::Unexpected`], when the encryption library cannot be set up.
    pub fn platform() -> Result<Self, Error> {
        Self::build(Vec::new())
    }

    /// The same and every certificate of a PEM file.
    ///
    /// # Errors
    /// [`Code::RootUnreadable`], when there is none in it or one is broken.
    pub fn with_pem(&self, pem: &[u8]) -> Result<Self, Error> {
        let mut extra = self.extra.clone();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            extra.push(
                certificate.map_err(|error| Error::job(Code::RootUnreadable).because(error))?,
            );
        }
        if extra.len() == self.extra.len() {
            return Err(Error::job(Code::RootUnreadable));
        }
        let mut store = rustls::RootCertStore::empty();
        for certificate in &extra {
            store
                .add(certificate.clone())
                .map_err(|error| Error::job(Code::RootUnreadable).because(error))?;
        }
        Self::build(extra)
    }

    /// A computer without any list.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self {
            extra: Vec::new(),
            config: None,
        }
    }

    /// The settings of a connection.
    pub(super) fn config(&self) -> Result<Arc<ClientConfig>, Error> {
        self.config
            .clone()
            .ok_or_else(|| Error::job(Code::RootsMissing))
    }

    fn build(extra: Vec<CertificateDer<'static>>) -> Result<Self, Error> {
        let provider = Arc::new(ring::default_provider());
        // The only way this fails is a computer that has no list.
        let verifier =
            Verifier::new_with_extra_roots(extra.iter().cloned(), Arc::clone(&provider)).ok();
        let config = verifier
            .map(|verifier| {
                let versions = ClientConfig::builder_with_provider(provider)
                    .with_safe_default_protocol_versions()?;
                let config = versions
                    .dangerous()
                    .with_custom_certificate_verifier(Arc::new(verifier));
                Ok(Arc::new(config.with_no_client_auth()))
            })
            .transpose()
            .map_err(|error: rustls::Error| Error::job(Code::Unexpected).because(error))?;
        Ok(Self { extra, config })
    }
}
