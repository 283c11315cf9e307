declare module 'icon:*' {
  const shapes: import('$lib/ui/icon').IconShapes;
  export default shapes;
}
