//! The program; everything is in the library beside it.

// Without this, Windows opens a console beside the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> Result<(), moving_day::Failure> {
    moving_day::run()
}
