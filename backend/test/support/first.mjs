// Loaded before every test file: libraries in CommonJS require Nest, which is ESM, and can do so only once it has been evaluated.
import '@nestjs/common';
import '@nestjs/core';
