//! # Closed sets of the engine
//!
//! Words that the engine keeps a list of cross as they are, and the TypeScript names every one of them.

/// Makes a wire type around an enum of the engine that has `ALL`, `as_str` and `named`.
macro_rules! closed {
    ($($(#[$doc:meta])* $name:ident = $engine:path;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) struct $name(pub $engine);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                <$engine>::named(&word)
                    .map(Self)
                    .ok_or_else(|| serde::de::Error::custom("not a word of this set"))
            }
        }

        #[cfg(test)]
        impl ts_rs::TS for $name {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn docs() -> Option<String> {
                let lines = [$(stringify!($doc)),*].map(crate::wire::closed::doc_line);
                Some(format!("/**\n{}\n */\n", lines.join("\n")))
            }

            fn name(_: &ts_rs::Config) -> String {
                stringify!($name).to_owned()
            }

            fn inline(_: &ts_rs::Config) -> String {
                let words: Vec<String> = <$engine>::ALL
                    .iter()
                    .map(|word| format!("\"{}\"", word.as_str()))
                    .collect();
                words.join(" | ")
            }

            fn decl(config: &ts_rs::Config) -> String {
                format!("type {} = {};", stringify!($name), <Self as ts_rs::TS>::inline(config))
            }

            fn output_path() -> Option<std::path::PathBuf> {
                Some(concat!(stringify!($name), ".ts").into())
            }
        }
    )*};
}

pub(crate) use closed;

/// A line of a doc comment, from the attribute that it is to ` * Text.`.
#[cfg(test)]
pub(crate) fn doc_line(attribute: &str) -> String {
    let text = attribute.split('"').nth(1).unwrap_or_default();
    format!(" * {}", text.trim())
}
