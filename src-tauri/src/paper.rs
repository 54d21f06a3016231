//! # The report on paper
//!
//! A window of its own that shows the report and opens the system's dialog for printing, where it can be saved as PDF as
//! well. A print dialog needs a page of its own on macOS. Nothing is written to the disk: the page comes from the plan
//! over an address that only this window is answered at.
//!
//! The page has no scripts and is allowed none, the window may go nowhere else, and no capability names it, so that it
//! can call none of the program's commands.

use std::sync::Arc;

use moving_day_engine::error::{Code, Error};
use tauri::http::{Response, StatusCode, header};
use tauri::webview::PageLoadEvent;
use tauri::{
    AppHandle, Manager as _, UriSchemeContext, Url, WebviewUrl, WebviewWindowBuilder, Wry,
};

use crate::desk::Desk;

/// The scheme of the address.
pub(crate) const SCHEME: &str = "report";

const WINDOW: &str = "report";
const ADDRESS: &str = "report://localhost/";
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Shows the report and asks what to print it on.
///
/// # Errors
/// [`Code::Unexpected`], when there is no window.
pub(crate) fn open(app: &AppHandle, title: &str) -> Result<(), Error> {
    show(app, title).map_err(|error| Error::job(Code::Unexpected).because(error))
}

/// Closes the window, if it is open: it does not outlive the program's own.
pub(crate) fn close(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW)
        && window.destroy().is_err()
    {
        tracing::warn!("the window of the report stayed open");
    }
}

/// The page, for the window of the report alone.
#[expect(clippy::needless_pass_by_value, reason = "Tauri calls it with values")]
pub(crate) fn answer(
    context: UriSchemeContext<'_, Wry>,
    _: tauri::http::Request<Vec<u8>>,
) -> Response<Vec<u8>> {
    let desk = context.app_handle().state::<Arc<Desk>>();
    let page = match context.webview_label() {
        WINDOW => desk.report_page().ok(),
        _ => None,
    };
    let status = match page {
        Some(_) => StatusCode::OK,
        None => StatusCode::NOT_FOUND,
    };
    let mut response = Response::new(page.unwrap_or_default());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let value = tauri::http::HeaderValue::from_static;
    headers.insert(header::CONTENT_TYPE, value("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, value(POLICY));
    headers.insert(header::CACHE_CONTROL, value("no-store"));
    response
}

fn show(app: &AppHandle, title: &str) -> tauri::Result<()> {
    let address: Url = ADDRESS.parse().map_err(tauri::Error::InvalidUrl)?;
    if let Some(window) = app.get_webview_window(WINDOW) {
        window.set_focus()?;
        return window.navigate(address);
    }
    WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::CustomProtocol(address))
        .title(title)
        .inner_size(900.0, 700.0)
        .on_navigation(|to| to.scheme() == SCHEME || to.host_str() == Some("report.localhost"))
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished && window.print().is_err() {
                tracing::warn!("the dialog for printing did not open");
            }
        })
        .build()?;
    Ok(())
}
