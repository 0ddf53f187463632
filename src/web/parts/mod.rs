//! The kit: what pages are made of. A part is a pure function from plain data, already written out
//! in the reader's language, to `Markup`. Only parts write classes, labels, inputs and tables.
//!
//! `docs/PARTS.md` shows one line of use for each; `web::gallery` shows them all on one page.

mod actions;
mod address;
mod beside;
mod button;
mod cart;
mod cell;
mod chart;
mod choice;
mod copied;
mod dialog;
mod disclosure;
mod documents;
mod drawn_code;
mod empty;
mod error_page;
mod errors;
mod facts;
mod field;
mod file;
mod fold;
mod filters;
mod form;
mod frame_foot;
mod frame_head;
mod hero;
mod icon;
mod inbox;
mod input;
mod keyboard;
mod languages;
mod link;
mod list;
mod matrix;
mod meaning;
mod money;
mod navigation;
mod notice;
mod page_head;
mod pager;
mod picture;
mod price;
mod product;
mod prose;
mod progress;
mod quantity;
mod section;
mod sign_in;
mod slider;
mod state;
mod steps;
mod suggestions;
mod swatch;
mod table;
mod tabs;
mod tasks;
mod tile;
mod timeline;
mod tree;
mod tree_drawing;
mod whole_numbers;
mod words;

// Words, links, buttons.
pub use button::{
    Loudness, NamedButton, PostButton, button_row, icon_button, key_button, link_button, named_button, post_button,
    post_key_button, submit_button,
};
pub use icon::{Icon, icon};
pub use link::{Link, link_list, text_link};
pub use meaning::Meaning;
pub use money::{figure, money, money_with_words};
pub use state::state;
pub use words::{Moment, code, moment, paragraph, row, small, spoken, stack, two_lines, unbroken, verbatim};

// What a sheet is made of.
pub use actions::{MenuPost, action_menu, menu, menu_link, menu_post, quiet_menu};
pub use address::address;
pub use beside::{FramedFile, beside};
pub use dialog::{Confirmation, confirmation, menu_confirmation};
pub use documents::{DocumentLink, documents};
pub use empty::{Empty, empty};
pub use facts::{Fact, facts};
pub use fold::{fold, open_fold};
pub use notice::{Notice, message, notice};
pub use progress::{Meter, Progress, meter, progress};
pub use section::{Card, Section, cards, columns, section, section_with};
pub use steps::{Standing, Step, steps};
pub use tabs::{Tab, tabs};
pub use timeline::{Change, Happening, timeline};

// Lists.
pub use filters::{Chip, Filter, ListSearch, filters, list_search, saved_filters};
pub use inbox::{InboxLine, Said, conversation, inbox};
pub use list::{Bulk, List, list_page, list_table, ways_to_keep};
pub use matrix::{Matrix, MatrixGroup, MatrixLine, matrix};
pub use pager::{Pager, ROWS_PER_PAGE, pager};
pub use suggestions::{Suggestion, suggestions};
pub use table::{Column, ColumnKind, Row, Selection, Sort, SortOrder, Table, table};
pub use tasks::{TaskLine, task_list};

// Forms.
pub use cell::{CellField, cell_check, cell_select, cell_text};
pub use choice::{Choice, checkbox_field, checkbox_group, consent_field, radio_group, select_field};
pub use copied::copy_field;
pub use errors::{Complaint, error_summary};
pub use field::{Breadth, Field, anchor};
pub use file::file_field;
pub use form::{Form, QueryForm, field_row, fieldset, form, query_form};
pub use input::{
    code_field, colour_field, date_field, email_field, hidden_field, money_field, number_field, password_field,
    scan_field, search_field, telephone_field, text_field, textarea_field,
};
pub use quantity::{QuantityRange, quantity_field};
pub use sign_in::{SignIn, sign_in};
pub use slider::{SliderRange, live_form, slider_field};
pub use swatch::swatch;

// Figures and pictures.
pub use chart::{Chart, ChartKind, SERIES_MAX, Series, chart};
pub use drawn_code::{bar_code, dot_code};
pub use tile::{Tile, tiles};
pub use tree::{Node, TREE_DEPTH_MAX, Tree, tree};
pub use tree_drawing::tree_drawing;

// The shop.
pub use cart::{CartLine, LineButton, SumLine, cart_lines, sums};
pub use picture::{Picture, first_picture, gallery_of, picture, wide_picture};
pub use price::{Price, Tier, price};
pub use product::{ProductCard, product_grid, product_sheet};

// Around every page.
pub use disclosure::{chosen_anew, disclosed_by, disclosed_without, plain_list};
pub use error_page::{ErrorPage, error_page};
pub use frame_foot::frame_foot;
pub use frame_head::{BasketLink, HeadLink, PersonMenu, RoleSwitch, SearchBox, frame_head};
pub use hero::{Doorway, doorways, hero};
pub use keyboard::{GoKey, keyboard_help};
pub use languages::{LanguageLink, language_switch};
pub use navigation::{NavigationGroup, NavigationItem, menu_button, navigation};
pub use page_head::page_head;
pub use prose::{prose, prose_title};
