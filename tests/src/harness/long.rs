//! # The long mode
//!
//! With `MOVING_DAY_LONG=1` in the environment, tests that try many places try all of them. Without it they try a few,
//! so that nobody has to wait for long.

/// Whether to try everything.
pub fn is_on() -> bool {
    std::env::var("MOVING_DAY_LONG").is_ok_and(|value| value == "1")
}

/// How many, in the short and in the long mode.
pub fn or<T>(short: T, long: T) -> T {
    if is_on() { long } else { short }
}

/// Places from 1 to `all`: every one in the long mode, else `few` of them, the first and the last among them.
pub fn places(all: u64, few: u64) -> Vec<u64> {
    let few = few.min(all);
    if is_on() || few < 2 {
        return (1..=or(few, all)).collect();
    }
    (0..few)
        .map(|place| 1 + place * (all - 1) / (few - 1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_places_are_spread_from_the_first_to_the_last() {
        if !is_on() {
            assert_eq!(places(100, 4), [1, 34, 67, 100]);
            assert_eq!(places(2, 4), [1, 2]);
        }
        assert_eq!(places(1, 4), [1]);
        assert_eq!(places(0, 4), [0_u64; 0]);
    }
}
