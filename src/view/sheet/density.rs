//! How closely a sheet is set, where it has much to say.

use serde::Serialize;

/// How closely a sheet is set. Type is never smaller: only the air around it, and the pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Density {
    /// Air, and large pictures.
    Roomy,
    /// Little air, and small pictures.
    Dense,
}
