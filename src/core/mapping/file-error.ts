import { basename } from 'node:path';
import { UserError } from '../errors';

/** The system's code of a failed file operation, such as 'ENOENT'; '' when `error` is none. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code ?? '';
}

/** A failed attempt to read or write the workbook, its journal or its lock as an error for people; any other as it is. */
export function explainFileError(error: unknown, workbook: string): unknown {
  const name = basename(workbook);
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new UserError(
        'workbook-folder-unwritable',
        `DicomAnon may not write the mapping workbook "${name}" or the files beside it.`,
        'Allow writing to its folder, or choose another place for the mapping workbook.',
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return new UserError(
        'workbook-disk-full',
        `There is no space left to save the mapping workbook "${name}".`,
        'Free some space. What has been assigned so far is kept in the journal beside the workbook.',
      );
    case 'ENOENT':
    case 'ENOTDIR':
      return new UserError(
        'workbook-folder-missing',
        `The folder of the mapping workbook "${name}" is gone.`,
        'Restore the folder, or connect the drive that holds it.',
      );
    default:
      return isFileError(error) ? failedFile(error.code, name) : error;
  }
}

/** Carries `action` out, with its errors explained. */
export async function explained<T>(workbook: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw explainFileError(error, workbook);
  }
}

/** Errors for people have a code as well, but come from no system call. */
function isFileError(error: unknown): error is { readonly code: string } {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  return code !== undefined && syscall !== undefined;
}

function failedFile(code: string, name: string): UserError {
  return new UserError(
    'workbook-file-failed',
    `The system cannot read or write the mapping workbook "${name}" or a file beside it (${code}).`,
    'Check the drive that it lies on and try again. What has been assigned so far is kept in the journal beside it.',
  );
}
