//! Whose certificates are believed: the authorities of this machine, and one that the settings name.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::path::Path;
use std::sync::Arc;

/// `own` is a PEM file with one or more authorities. An error is one sentence.
pub fn config(own: Option<&Path>) -> Result<Arc<ClientConfig>, String> {
    let mut roots = RootCertStore::empty();
    // A certificate of the machine that does not read is no reason to send nothing.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = own {
        let fault = |cause: String| format!("the certificates in {} cannot be read: {cause}", path.display());
        let certificates = CertificateDer::pem_file_iter(path).map_err(|e| fault(e.to_string()))?;
        let mut count = 0;
        for certificate in certificates {
            roots.add(certificate.map_err(|e| fault(e.to_string()))?).map_err(|e| fault(e.to_string()))?;
            count += 1;
        }
        if count == 0 {
            return Err(fault(
                "there is none in it; a PEM file begins with -----BEGIN CERTIFICATE-----".into(),
            ));
        }
    }
    if roots.is_empty() {
        return Err("this machine knows no certificate authority; install ca-certificates, or name one as mail.ca_file".into());
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|cause| cause.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
