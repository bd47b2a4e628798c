/** Sends an export's files in one stream and answers the upload's id; `told` hears how much has left, from 0 to 1. */
export function sendFiles(files: readonly File[], told: (part: number) => void): Promise<string> {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  return new Promise((done, refuse) => {
    // fetch cannot tell how much of a body has left; this can.
    const request = new XMLHttpRequest();
    request.open('POST', '/imports/upload');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => told(total ? loaded / total : 0);
    request.onerror = () => refuse(new Error('unreachable'));
    request.onload = () => {
      const answer = request.response as { uploadId?: string } | null;
      if (request.status === 200 && answer?.uploadId) done(answer.uploadId);
      else refuse(new Error(request.status === 413 ? 'too_large' : 'refused'));
    };
    request.send(form);
  });
}
