//! # The copy
//!
//! Counts what is there, decides what is missing, and moves it exactly once.
