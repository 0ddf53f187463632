mod contrast;
mod frames;
mod parts;
mod stream;
