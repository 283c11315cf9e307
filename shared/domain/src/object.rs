//! JSON objects of requests, and nothing else in their place: what is derived for a struct
//! also takes its fields in a row, as an array without their names.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A value that came as an object.
#[derive(Debug)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields(PhantomData)).map(Self)
    }
}

/// For a field that is an object.
///
/// # Errors
/// When it is something else, or not such an object.
pub fn object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Object::deserialize(deserializer).map(|Object(value)| value)
}

/// As [`object`], for one that may be left out.
///
/// # Errors
/// As [`object`].
pub fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let found = Option::<Object<T>>::deserialize(deserializer)?;
    Ok(found.map(|Object(value)| value))
}

/// As [`object`], for a list of them.
///
/// # Errors
/// As [`object`].
pub fn objects<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let found = Vec::<Object<T>>::deserialize(deserializer)?;
    Ok(found.into_iter().map(|Object(value)| value).collect())
}

/// For a set: what is named twice in it is a mistake, and not once what it says.
///
/// # Errors
/// When it is no list of such things, or names one twice.
pub fn distinct<'de, D, T>(deserializer: D) -> Result<BTreeSet<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Ord,
{
    let listed = Vec::<T>::deserialize(deserializer)?;
    let count = listed.len();
    let set: BTreeSet<T> = listed.into_iter().collect();
    match set.len() == count {
        true => Ok(set),
        false => Err(D::Error::custom("names one twice")),
    }
}

/// As [`distinct`], for one that may be left out.
///
/// # Errors
/// As [`distinct`].
pub fn some_distinct<'de, D, T>(deserializer: D) -> Result<Option<BTreeSet<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Ord,
{
    struct Set<T>(BTreeSet<T>);
    impl<'de, T: Deserialize<'de> + Ord> Deserialize<'de> for Set<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            distinct(deserializer).map(Self)
        }
    }
    let found = Option::<Set<T>>::deserialize(deserializer)?;
    Ok(found.map(|Set(set)| set))
}

struct Fields<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(fields))
    }
}
