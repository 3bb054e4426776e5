import { connect } from 'node:net';

/** Sends lines over a connection of their own, leaves it open, and reads until there is an answer in JSON. */
export async function answerTo(port: number, ...lines: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(lines.join('\r\n'));
  const answer = await new Promise<string>((resolve, reject) => {
    let read = '';
    socket.on('data', (chunk) => {
      read += chunk.toString();
      if (read.includes('}')) resolve(read);
    });
    socket.on('error', reject);
  });
  socket.destroy();
  return answer;
}
