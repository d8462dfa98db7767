//! Has the crate built anew when a migration is added: `sqlx::migrate!` alone notices changes of the files it knew.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
