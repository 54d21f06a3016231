//! # The colour behind the page
//!
//! Opens the one window with the colour that its page is going to have, so that nothing flashes while the page loads.
//! The two colours are `--bg-window` of the interface.

use tauri::window::Color;
use tauri::{App, Theme, WebviewWindow, WebviewWindowBuilder, WindowEvent};

/// What the one window is called in the settings.
pub(crate) const WINDOW: &str = "main";

const LIGHT: Color = Color(0xF5, 0xF6, 0xF8, 0xFF);
const DARK: Color = Color(0x15, 0x18, 0x1C, 0xFF);

/// Opens the window that the settings describe; it is shown as soon as it has its colour.
///
/// # Errors
/// When there is no screen, or no web view.
pub(crate) fn open_window(app: &App) -> tauri::Result<()> {
    let Some(settings) = app.config().app.windows.first() else {
        return Err(tauri::Error::WindowNotFound);
    };
    let window = WebviewWindowBuilder::from_config(app.handle(), settings)?
        .visible(false)
        .build()?;
    paint(&window, theme(&window)?)?;
    let painted = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::ThemeChanged(theme) = event
            && paint(&painted, *theme).is_err()
        {
            tracing::warn!("the window kept the colour of the other theme");
        }
    });
    window.show()
}

fn paint(window: &WebviewWindow, theme: Theme) -> tauri::Result<()> {
    let colour = match theme {
        Theme::Dark => DARK,
        _ => LIGHT,
    };
    window.set_background_color(Some(colour))
}

#[cfg(not(target_os = "linux"))]
fn theme(window: &WebviewWindow) -> tauri::Result<Theme> {
    window.theme()
}

/// The web view takes the theme of its page from GTK's settings, so they are asked, and in the way it asks them.
#[cfg(target_os = "linux")]
fn theme(_: &WebviewWindow) -> tauri::Result<Theme> {
    use gtk::prelude::GtkSettingsExt as _;
    let settings = gtk::Settings::default();
    let prefers = settings
        .as_ref()
        .is_some_and(gtk::Settings::is_gtk_application_prefer_dark_theme);
    let name = std::env::var("GTK_THEME").ok().or_else(|| {
        let name = settings.as_ref()?.gtk_theme_name()?;
        Some(name.to_string())
    });
    Ok(theme_of(prefers, name.as_deref().unwrap_or_default()))
}

#[cfg(target_os = "linux")]
fn theme_of(prefers_dark: bool, name: &str) -> Theme {
    let dark = ["-dark", "-Dark", ":dark"];
    if prefers_dark || dark.iter().any(|end| name.ends_with(end)) {
        Theme::Dark
    } else {
        Theme::Light
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_colours_are_those_of_the_page() {
        let tokens = include_str!("../../ui/src/styles/tokens.css");
        for Color(red, green, blue, _) in [LIGHT, DARK] {
            let written = format!("#{red:02x}{green:02x}{blue:02x}");
            let line = |line: &str| {
                let line = line.to_lowercase();
                line.contains("--bg-window:") && line.contains(&written)
            };
            assert!(tokens.lines().any(line), "{written}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_theme_is_dark_by_wish_or_by_name() {
        assert_eq!(theme_of(false, "Adwaita"), Theme::Light);
        assert_eq!(theme_of(true, "Adwaita"), Theme::Dark);
        assert_eq!(theme_of(false, "Adwaita:dark"), Theme::Dark);
        assert_eq!(theme_of(false, "Yaru-dark"), Theme::Dark);
        assert_eq!(theme_of(false, "Darkness"), Theme::Light);
    }
}
