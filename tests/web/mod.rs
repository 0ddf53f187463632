mod contrast;
mod frames;
mod parts;
