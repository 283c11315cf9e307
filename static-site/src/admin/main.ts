import { mount } from 'svelte';
import '$lib/styles/base.css';
import './admin.css';
import App from './App.svelte';

const target = document.getElementById('app');
if (target) mount(App, { target });
