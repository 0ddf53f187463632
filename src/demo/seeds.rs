//! The files of the demo firm, out of the executable.

use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::business::failure::Failure;
use crate::store::Fault;

#[derive(RustEmbed)]
#[folder = "seeds/wiesenmut"]
struct Files;

/// A seed file is missing or cannot be read: a fault of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedFault(pub String);

impl SeedFault {
    pub fn into_failure(self) -> Failure {
        Fault::new(self.0).about("reading the demo firm").into()
    }
}

/// Everything that is read once.
pub struct Seeds {
    pub firm: FirmFile,
    pub story: StoryFile,
}

#[derive(Debug, Deserialize)]
pub struct FirmFile {
    pub firm: FirmPart,
    pub address: AddressPart,
    pub contact: ContactPart,
    pub register: RegisterPart,
    pub bank: BankPart,
    pub look: LookPart,
    pub legal: LegalPart,
    pub stock_place: Vec<PlacePart>,
    pub shipping: Vec<ShippingPart>,
    pub site: SitePart,
}

/// What one carrier takes, as amounts with two decimals.
#[derive(Debug, Deserialize)]
pub struct ShippingPart {
    pub countries: Vec<String>,
    pub price_net: String,
    pub free_from_net: String,
    /// Working days under way.
    pub days_min: u32,
    pub days_max: u32,
}

#[derive(Debug, Deserialize)]
pub struct FirmPart {
    pub legal_name: String,
    pub trade_name: String,
    pub start_of_business: toml::value::Datetime,
    pub time_zone: String,
}

#[derive(Debug, Deserialize)]
pub struct AddressPart {
    pub street: String,
    pub house_number: String,
    pub postcode: String,
    pub town: String,
    pub country: String,
}

#[derive(Debug, Deserialize)]
pub struct ContactPart {
    pub email: String,
    pub phone: String,
}

#[derive(Debug, Deserialize)]
pub struct RegisterPart {
    pub vat_id: String,
    pub company_register_number: String,
    pub register_court: String,
}

#[derive(Debug, Deserialize)]
pub struct BankPart {
    pub iban: String,
    pub bic: String,
    pub creditor_id: String,
}

#[derive(Debug, Deserialize)]
pub struct LookPart {
    pub accent: String,
    pub logo: String,
}

#[derive(Debug, Deserialize)]
pub struct LegalPart {
    pub terms_version: String,
    pub privacy_version: String,
    pub withdrawal_version: String,
    pub partner_terms_version: String,
    pub imprint_version: String,
}

#[derive(Debug, Deserialize)]
pub struct PlacePart {
    pub code: String,
    pub kind: String,
    pub name_de: String,
}

#[derive(Debug, Deserialize)]
pub struct SitePart {
    pub start: StartPart,
    pub about: AboutPart,
}

#[derive(Debug, Deserialize)]
pub struct StartPart {
    pub headline_de: String,
    pub headline_en: String,
    pub headline_zh: String,
}

#[derive(Debug, Deserialize)]
pub struct AboutPart {
    pub paragraphs_de: Vec<String>,
    pub paragraphs_en: Vec<String>,
    pub paragraphs_zh: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct StoryFile {
    pub play: PlayPart,
    pub partners: PartnersPart,
    pub months: Vec<MonthPart>,
    pub popular: std::collections::BTreeMap<String, u32>,
    pub stock: StockPart,
    pub commission: CommissionPart,
    pub demo_partner: GuestPart,
    pub demo_customer: GuestPart,
    pub open_task: Vec<TaskPart>,
    pub samples: SamplesPart,
    pub news: Vec<NewsPart>,
    pub staff: Vec<StaffPart>,
}

#[derive(Debug, Deserialize)]
pub struct StaffPart {
    pub email: String,
    pub name: String,
    pub roles: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct PlayPart {
    pub seed: u64,
    pub private_customers: u32,
    pub companies: u32,
    pub orders_total: u32,
}

#[derive(Debug, Deserialize)]
pub struct PartnersPart {
    pub per_level: Vec<u32>,
}

#[derive(Debug, Deserialize)]
pub struct MonthPart {
    pub weight: u32,
}

#[derive(Debug, Deserialize)]
pub struct StockPart {
    pub short_today: Vec<String>,
    pub sold_out_today: Vec<String>,
    pub near_best_before_today: Vec<String>,
}

/// Somebody from outside in whose name visitors of the demo sign in.
#[derive(Debug, Deserialize)]
pub struct GuestPart {
    pub email: String,
    pub name: String,
    pub street: String,
    pub house_number: String,
    pub postcode: String,
    pub town: String,
    pub phone: String,
}

/// Something to do that no template knows of.
#[derive(Debug, Deserialize)]
pub struct TaskPart {
    pub role: String,
    pub about: TaskAbout,
    /// Due day minus today; negative is overdue.
    pub days: i32,
    pub de: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaskAbout {
    /// A complaint about an order that was shipped.
    Complaint,
    /// An order that is still in the house.
    Order,
}

#[derive(Debug, Deserialize)]
pub struct CommissionPart {
    pub plan: String,
    pub opened_by: String,
    pub approved_by: String,
}

#[derive(Debug, Deserialize)]
pub struct SamplesPart {
    pub order_notes_de: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct NewsPart {
    pub published_on: toml::value::Datetime,
    pub audience: String,
    pub title_de: String,
    pub title_en: String,
    pub title_zh: String,
    pub text_de: String,
    pub text_en: String,
    pub text_zh: String,
}

pub fn read() -> Result<Seeds, SeedFault> {
    Ok(Seeds { firm: toml_file("firm.toml")?, story: toml_file("story.toml")? })
}

/// The bytes of a file of the firm.
pub fn bytes(name: &str) -> Result<Vec<u8>, SeedFault> {
    let file = Files::get(name).ok_or_else(|| SeedFault(format!("{name} is missing")))?;
    Ok(file.data.into_owned())
}

pub fn text(name: &str) -> Result<String, SeedFault> {
    String::from_utf8(bytes(name)?).map_err(|_| SeedFault(format!("{name} is no UTF-8")))
}

/// Names of all pictures.
pub fn pictures() -> Vec<String> {
    Files::iter().filter_map(|path| path.strip_prefix("pictures/").map(str::to_owned)).collect()
}

pub fn toml_file<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, SeedFault> {
    toml::from_str(&text(name)?).map_err(|error| SeedFault(format!("{name}: {error}")))
}
