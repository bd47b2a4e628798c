import { Injectable } from '@nestjs/common';
import { hashPassword } from './password-hash.js';

/** Makes the stored form of a password for modules that create accounts. */
@Injectable()
export class PasswordsService {
  hash(password: string): Promise<string> {
    return hashPassword(password);
  }
}
